package io.reservoir.cluster.link;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;

/** A connection over which frames go both ways. Belongs to its event loop. */
final class FrameSocket {
    /** The longest part of a body. */
    private static final int PART = 64 << 10;

    private static final int LONGEST_REASON = 1_000;

    private final NetSocket socket;
    private final FrameCodec codec;
    private final FrameParser parser;
    private final Receiver receiver;
    private boolean closed;

    /** The one who is told of what comes. */
    interface Receiver {
        void received(Frame frame);

        /** What came is no frame: nothing more is read, and the connection should be refused. */
        void unreadable(String why);

        void closed();
    }

    FrameSocket(NetSocket socket, LinkSettings settings, Receiver receiver) {
        this.socket = socket;
        this.receiver = receiver;
        codec = new FrameCodec(settings);
        parser = new FrameParser(codec, settings.frameBytes());
        socket.handler(this::arrived);
        socket.exceptionHandler(e -> {
            // a close follows
        });
        socket.closeHandler(gone -> {
            closed = true;
            receiver.closed();
        });
    }

    private void arrived(Buffer chunk) {
        if (closed) {
            return;
        }
        parser.add(chunk);
        try {
            for (var frame = parser.next(); frame != null && !closed; frame = parser.next()) {
                receiver.received(frame);
            }
        } catch (FrameUnreadable e) {
            receiver.unreadable(String.valueOf(e.getMessage()));
        }
    }

    void send(Frame frame) {
        if (!closed) {
            var encoded = codec.encode(frame);
            socket.write(Buffer.buffer(encoded.length()).appendBytes(encoded.array(), 0, encoded.length()));
        }
    }

    /** Sends a body in parts. */
    void send(long id, Buffer body) {
        for (var from = 0; from < body.length(); from += PART) {
            send(new Frame.Body(id, body.slice(from, Math.min(body.length(), from + PART))));
        }
    }

    /** Says why, and closes. */
    void refuse(String why) {
        if (!closed) {
            send(new Frame.Refused(why.length() > LONGEST_REASON ? why.substring(0, LONGEST_REASON) : why));
            close();
        }
    }

    /** Closes once what was sent has left. */
    void close() {
        closed = true;
        socket.end();
    }

    boolean isClosed() {
        return closed;
    }

    String peer() {
        return String.valueOf(socket.remoteAddress());
    }
}
