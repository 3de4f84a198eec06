package io.reservoir.controller.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.reservoir.controller.api.view.DiagnosticView;
import io.reservoir.controller.api.view.ProblemView;
import io.reservoir.controller.api.view.ViewJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A server that answers what it was told to, and remembers what it was asked. */
final class CannedServer implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final List<String> bodies = Collections.synchronizedList(new ArrayList<>());

    /** What is sent for one request; to write more than once, or never to end, is its own business. */
    @FunctionalInterface
    interface Answer {
        void send(HttpExchange exchange) throws IOException;
    }

    CannedServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(task -> Thread.ofVirtual().start(task));
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Requests as {@code GET /v1/services?x=y}, in their order. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    List<String> bodies() {
        return List.copyOf(bodies);
    }

    private void handle(HttpExchange exchange) throws IOException {
        var request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        asked.add(request);
        if (!body.isEmpty()) {
            bodies.add(body);
        }
        var answer = answers.getOrDefault(request, answers.get(request.replaceAll("\\?.*", "")));
        (answer == null ? problem(404, "not-found", "there is no such thing", null) : answer).send(exchange);
    }

    CannedServer when(String request, Answer answer) {
        answers.put(request, answer);
        return this;
    }

    CannedServer when(String request, Object view) {
        return when(request, sending(200, "application/json", json(view)));
    }

    static Answer problem(int status, String type, String detail, @Nullable List<DiagnosticView> diagnostics) {
        var view = new ProblemView(
                "urn:reservoir:problem:" + type, type, status, detail, "/v1/services", diagnostics, null, null);
        return sending(status, "application/problem+json", json(view));
    }

    static Answer sending(int status, String type, String body) {
        return exchange -> {
            try (exchange) {
                var bytes = body.getBytes(UTF_8);
                exchange.getResponseHeaders().set("Content-Type", type);
                exchange.sendResponseHeaders(status, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        };
    }

    static String json(Object view) {
        try {
            return ViewJson.mapper().writeValueAsString(view);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
