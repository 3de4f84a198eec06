package io.reservoir.libvirt.watch;

import io.reservoir.libvirt.network.Cidr;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to find out whether a guest serves: it accepts connections at a port, or answers a GET there with a
 * status of 2xx. No name is looked up, no redirect followed, and nothing read but the line with the status.
 */
final class Knock {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int LONGEST_STATUS = 200;
    private static final Pattern WELL = Pattern.compile("HTTP/1\\.[01] 2\\d\\d( .*)?");

    private final int port;
    private final @Nullable String path;

    private Knock(int port, @Nullable String path) {
        this.port = port;
        this.path = path;
    }

    static Knock tcp(int port) {
        return new Knock(port, null);
    }

    static Knock http(int port, String path) {
        return new Knock(port, path);
    }

    /** Within two seconds; an address that is no IPv4 address is not tried. */
    boolean isAnswered(String address) {
        if (Cidr.number(address) == null) {
            return false;
        }
        var until = System.nanoTime() + PATIENCE.toNanos();
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getByName(address), port), left(until));
            return path == null || isWell(socket, address, path, until);
        } catch (IOException e) {
            return false;
        }
    }

    private boolean isWell(Socket socket, String address, String wanted, long until) throws IOException {
        var request = "GET " + encoded(wanted) + " HTTP/1.1\r\nHost: " + address + ":" + port
                + "\r\nUser-Agent: reservoir\r\nAccept: */*\r\nConnection: close\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return WELL.matcher(status(socket, until)).matches();
    }

    /** The first line, as far as it comes in time. */
    private static String status(Socket socket, long until) throws IOException {
        var line = new StringBuilder();
        InputStream in = socket.getInputStream();
        while (line.length() < LONGEST_STATUS) {
            socket.setSoTimeout(left(until));
            var read = in.read();
            if (read < 0 || read == '\n') {
                break;
            }
            line.append((char) read);
        }
        return line.toString().strip();
    }

    /** Milliseconds; none left is an error, as is one that passes. */
    private static int left(long until) throws IOException {
        var millis = Duration.ofNanos(until - System.nanoTime()).toMillis();
        if (millis <= 0) {
            throw new IOException("no answer in time");
        }
        return Math.toIntExact(millis);
    }

    /** What would end the line of a request, or is no ASCII, is escaped; what the author has escaped stays. */
    private static String encoded(String path) {
        var text = new StringBuilder();
        for (var octet : path.getBytes(StandardCharsets.UTF_8)) {
            if (octet > ' ' && octet < 127) {
                text.append((char) octet);
            } else {
                text.append('%').append("%02X".formatted(octet));
            }
        }
        return text.toString();
    }
}
