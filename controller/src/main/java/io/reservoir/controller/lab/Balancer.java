package io.reservoir.controller.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.concurrent.TimeUnit;

/**
 * HAProxy on loopback before the VEEs of one component. It looks at their health page twice a second, and is told over
 * its socket which of them there are.
 */
public final class Balancer implements AutoCloseable {
    private static final int MOST_BACKENDS = 64;
    private static final int TRIES = 100;
    private static final long PAUSE_MILLIS = 50;
    private static final long PATIENCE_SECONDS = 5;

    private final Path socket;
    private final int port;
    private final Process process;
    private final Slots slots = new Slots(MOST_BACKENDS);

    private Balancer(Path socket, int port, Process process) {
        this.socket = socket;
        this.port = port;
        this.process = process;
    }

    /**
     * Starts one that serves nobody yet.
     *
     * @param directory where it keeps its files
     * @throws IOException if there is no HAProxy, or it does not start
     */
    public static Balancer start(Path directory) throws IOException, InterruptedException {
        var socket = directory.resolve("haproxy.sock");
        var configuration = directory.resolve("haproxy.cfg");
        var log = directory.resolve("haproxy.log");
        var port = freePort();
        Files.writeString(configuration, configuration(socket, port));
        var process = new ProcessBuilder(Programs.find("haproxy"), "-db", "-f", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        var balancer = new Balancer(socket, port, process);
        for (var i = 0; i < TRIES && process.isAlive(); i++) {
            if (Files.exists(socket) && balancer.answers()) {
                return balancer;
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        balancer.close();
        throw new IOException("HAProxy did not start: " + Files.readString(log).strip());
    }

    /** A guest of the lab answers a few requests at once; the others wait here and not in the guest. */
    private static String configuration(Path socket, int port) {
        return """
                global
                  stats socket %1$s mode 600 level admin
                defaults
                  mode http
                  timeout connect 2s
                  timeout client 30s
                  timeout server 30s
                  timeout queue 10s
                  option redispatch 1
                frontend service
                  bind 127.0.0.1:%2$d
                  default_backend vees
                backend vees
                  balance leastconn
                  option httpchk GET /health
                  http-check expect status 200
                  default-server check inter 500ms fall 2 rise 1 maxconn 4
                  server-template vee 1-%3$d 0.0.0.0:80 disabled
                """.formatted(socket, port, MOST_BACKENDS);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Where it serves that page. */
    public URI page(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** Makes these its backends. A VEE that is not serving any more is drained, one that is gone forgotten. */
    public synchronized void follow(Collection<Backend> backends) {
        for (var change : slots.follow(backends)) {
            var server = "vees/vee" + change.slot();
            switch (change) {
                case Slots.Change.Serve serve -> {
                    var backend = serve.backend();
                    tell("set server " + server + " addr " + backend.address() + " port " + backend.port());
                    // not before its health page was seen
                    tell("set server " + server + " health down");
                    tell("set server " + server + " state ready");
                }
                case Slots.Change.Drain drain -> tell("set server " + server + " state drain");
                case Slots.Change.Clear clear -> tell("set server " + server + " state maint");
            }
        }
    }

    /** How many backends get requests. */
    public int serving() {
        // columns of HAProxy's statistics: name of the backend, name of the server, …, status at 18
        return (int) tell("show stat")
                .lines()
                .map(line -> line.split(",", -1))
                .filter(columns -> columns.length > 17
                        && columns[0].equals("vees")
                        && columns[1].startsWith("vee")
                        && columns[17].startsWith("UP"))
                .count();
    }

    private boolean answers() {
        try {
            return !tell("show info").isEmpty();
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private String tell(String command) {
        try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.write(ByteBuffer.wrap((command + "\n").getBytes(StandardCharsets.US_ASCII)));
            var reply = new StringBuilder();
            var buffer = ByteBuffer.allocate(8_192);
            while (channel.read(buffer) >= 0) {
                reply.append(StandardCharsets.US_ASCII.decode(buffer.flip()));
                buffer.clear();
            }
            return reply.toString();
        } catch (IOException e) {
            throw new UncheckedIOException("HAProxy does not answer", e);
        }
    }

    /** Ends it; connections that are open break. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
