package io.reservoir.controller.host;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** An agent that says one thing. */
final class Answering implements AutoCloseable {
    private final HttpServer server;

    Answering(int status, String body) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                var bytes = body.getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
        server.start();
    }

    AgentHost asHost(AgentLab lab) {
        return lab.links.host(
                AgentLab.H1,
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                null);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
