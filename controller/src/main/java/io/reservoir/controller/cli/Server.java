package io.reservoir.controller.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.reservoir.controller.api.view.Paths;
import io.reservoir.controller.api.view.ProblemView;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A Reservoir server, over HTTP. What it refuses is a {@link ProblemReply}, what goes wrong a {@link Refusal}. */
final class Server implements AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(35);
    private static final String JSON = "application/json";
    private static final String PROBLEM = "application/problem+json";

    private final URI address;
    private final Consumer<String> notes;
    private final HttpClient client;
    private String lastNote = "";

    /** @param notes told of what is to be known about answers beside them, a line each */
    Server(URI address, Consumer<String> notes) {
        this.address = address;
        this.notes = notes;
        client = HttpClient.newBuilder()
                .connectTimeout(CONNECT_TIMEOUT)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    URI address() {
        return address;
    }

    /** Tells something that is to be known beside answers, once. */
    void note(String line) {
        if (!line.equals(lastNote)) {
            lastNote = line;
            notes.accept(line);
        }
    }

    <T> T get(String path, Class<T> type) {
        return Json.read(send("GET", path, null), type, address.toString());
    }

    String text(String path) {
        return send("GET", path, null);
    }

    <T> T post(String path, @Nullable String manifest, Class<T> type) {
        return Json.read(send("POST", path, manifest), type, address.toString());
    }

    <T> T put(String path, String manifest, Class<T> type) {
        return Json.read(send("PUT", path, manifest), type, address.toString());
    }

    private String send(String method, String path, @Nullable String body) {
        var request = request(path)
                .timeout(REQUEST_TIMEOUT)
                .header("Accept", JSON + ", " + PROBLEM + ", text/plain;q=0.9")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        var reply = exchange(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
        if (reply.statusCode() / 100 != 2) {
            throw problem(reply.statusCode(), contentType(reply), reply.body());
        }
        reply.headers()
                .firstValue("Age")
                .ifPresent(age -> note("note: the node that owns the service is away; this is from the ledger,"
                        + " whose last entry is " + age + " s old"));
        return reply.body();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path));
    }

    /** One request and its reply, whatever its status. */
    <T> HttpResponse<T> exchange(HttpRequest request, BodyHandler<T> handler) {
        try {
            return client.send(request, handler);
        } catch (HttpTimeoutException e) {
            throw Refusal.of(
                    "the server at " + address + " does not answer",
                    "see whether it is well: " + address + Paths.READY);
        } catch (ConnectException e) {
            throw unreachable();
        } catch (IOException e) {
            throw Refusal.of("the connection to " + address + " broke: " + reason(e), null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.of("interrupted", null);
        }
    }

    private Refusal unreachable() {
        return Refusal.of(
                "there is no server at " + address,
                "start one with ./reservoir serve, or read a data directory with --data DIR");
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    /** What a reply that is no success says. */
    RuntimeException problem(int status, String contentType, String body) {
        if (contentType.startsWith(PROBLEM)) {
            try {
                return new ProblemReply(Json.MAPPER.readValue(body, ProblemView.class));
            } catch (JsonProcessingException e) {
                // told below, as any other reply that is not ours
            }
        }
        return Refusal.of(
                address + " answered with HTTP status " + status + " and no problem document",
                "is that a Reservoir server of this release?");
    }

    static String contentType(HttpResponse<?> reply) {
        return reply.headers().firstValue("Content-Type").orElse("");
    }

    /** A path with the parameters that are not null. */
    static String query(String path, Map<String, ? extends @Nullable Object> parameters) {
        var query = parameters.entrySet().stream()
                .filter(parameter -> parameter.getValue() != null)
                .map(parameter -> parameter.getKey() + "="
                        + URLEncoder.encode(String.valueOf(parameter.getValue()), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? path : path + "?" + query;
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
