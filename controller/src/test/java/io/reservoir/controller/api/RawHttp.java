package io.reservoir.controller.api;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Sends bytes as they are, whatever they are, and reads one answer. */
final class RawHttp {
    private RawHttp() {}

    record Answer(int status, Map<String, String> headers, String body) {}

    static Socket open(int port) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), port);
    }

    static Buffer request(String line, String headers, String body) {
        return request(line, headers, Buffer.buffer(body));
    }

    static Buffer request(String line, String headers, Buffer body) {
        return Buffer.buffer(line + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "Content-Length: " + body.length()
                        + "\r\n\r\n")
                .appendBuffer(body);
    }

    static Answer send(int port, Buffer request) throws IOException {
        try (var socket = open(port)) {
            socket.setSoTimeout(20_000);
            var writer = Thread.ofVirtual().start(() -> write(socket, request.getBytes()));
            var answer = read(socket);
            writer.interrupt();
            return answer;
        }
    }

    private static void write(Socket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        } catch (IOException e) {
            // the server has heard enough: what it answered counts
        }
    }

    /** Reads one answer that tells its length. */
    static Answer read(Socket socket) throws IOException {
        var in = socket.getInputStream();
        var head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            var next = in.read();
            if (next < 0) {
                return new Answer(0, Map.of(), head.toString(StandardCharsets.UTF_8));
            }
            head.write(next);
        }
        List<String> lines = head.toString(StandardCharsets.ISO_8859_1)
                .lines()
                .filter(line -> !line.isEmpty())
                .toList();
        var headers = new TreeMap<String, String>();
        for (var line : lines.subList(1, lines.size())) {
            var colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        var length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        var body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        return new Answer(Integer.parseInt(lines.getFirst().substring(9, 12)), headers, body);
    }
}
