package io.reservoir.cluster.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A way to a server on this machine that can be blocked, or cut at a bad moment. */
final class TcpProxy implements AutoCloseable {
    private final ServerSocket listening;
    private final int target;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile boolean stalled;
    private volatile @Nullable String fatal;

    private TcpProxy(int target) throws IOException {
        this.target = target;
        listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    static TcpProxy to(int port) throws IOException {
        var proxy = new TcpProxy(port);
        start(proxy::accept);
        return proxy;
    }

    private static void start(Runnable work) {
        Thread.ofPlatform().daemon().start(work);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** Nothing passes any more, and nobody is told. */
    void stall() {
        stalled = true;
    }

    void flow() {
        stalled = false;
    }

    /** The next time that a client sends that word, the server gets it and the reply is lost with the connection. */
    void cutAfter(String word) {
        fatal = word;
    }

    private void accept() {
        try {
            while (true) {
                var client = listening.accept();
                var server = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.add(client);
                sockets.add(server);
                start(() -> pump(client, server, true));
                start(() -> pump(server, client, false));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private void pump(Socket from, Socket to, boolean isRequest) {
        var buffer = new byte[1 << 16];
        try {
            for (var count = from.getInputStream().read(buffer);
                    count >= 0;
                    count = from.getInputStream().read(buffer)) {
                while (stalled) {
                    LockSupport.parkNanos(5_000_000);
                }
                var word = fatal;
                var isFatal = isRequest
                        && word != null
                        && new String(buffer, 0, count, StandardCharsets.ISO_8859_1).contains(word);
                if (isFatal) {
                    fatal = null;
                    // the way back first, so that no reply gets through
                    from.close();
                }
                to.getOutputStream().write(buffer, 0, count);
                to.getOutputStream().flush();
                if (isFatal) {
                    return;
                }
            }
        } catch (IOException closed) {
            // one end is gone, and so is the other
        } finally {
            close(from);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        sockets.forEach(TcpProxy::close);
    }
}
