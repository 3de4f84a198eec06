package io.reservoir.cluster.link;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A peer that sends what it likes, over a bare socket. */
final class RawLink implements AutoCloseable {
    private final FrameCodec codec = new FrameCodec(LinkSettings.DEFAULT);
    private final FrameParser parser = new FrameParser(codec, LinkSettings.DEFAULT.frameBytes());
    private final Socket socket;

    RawLink(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(5_000);
    }

    /** Greets as it should be done; the number of the connection. */
    long greet(LinkIdentity identity) throws IOException {
        send(new Frame.Hello(Handshake.LINK, identity));
        return read() instanceof Frame.Welcome welcome ? welcome.session() : -1;
    }

    void send(Frame frame) throws IOException {
        send(bytes(frame));
    }

    byte[] bytes(Frame frame) {
        var writer = codec.encode(frame);
        return Arrays.copyOf(writer.array(), writer.length());
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** The next frame, null where the other side has closed. */
    @Nullable
    Frame read() throws IOException {
        try {
            for (var frame = parser.next(); ; frame = parser.next()) {
                if (frame != null) {
                    return frame;
                }
                var chunk = new byte[1 << 16];
                var count = socket.getInputStream().read(chunk);
                if (count < 0) {
                    return null;
                }
                parser.add(Buffer.buffer(Arrays.copyOf(chunk, count)));
            }
        } catch (FrameUnreadable e) {
            throw new IOException(e);
        }
    }

    /** Why it is refused; all that comes before is passed over. */
    String refusal() throws IOException {
        for (var frame = read(); frame != null; frame = read()) {
            if (frame instanceof Frame.Refused(var why)) {
                assertEnd();
                return why;
            }
        }
        return "not refused";
    }

    private void assertEnd() throws IOException {
        if (read() != null) {
            throw new AssertionError("something follows a refusal");
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
