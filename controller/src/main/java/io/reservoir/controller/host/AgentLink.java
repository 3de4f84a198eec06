package io.reservoir.controller.host;

import io.reservoir.controller.api.http.Tls;
import io.reservoir.model.site.HostId;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Requests to one agent. A request is sent once, on one connection, and never again. */
final class AgentLink {
    private static final int LONGEST_ANSWER = 64 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(AgentLink.class);

    private final HttpClient client;
    private final URI address;
    private final HostId host;

    /** What became of a request. */
    sealed interface Reply {}

    /** It was answered. */
    record Answered(int status, String body) implements Reply {}

    /** No byte of it has left: there was no connection to be had. */
    record NotSent(String why) implements Reply {}

    /** It was sent, in part at least, and no answer came. */
    record Unanswered(String why) implements Reply {}

    AgentLink(HttpClient client, URI address, HostId host) {
        this.client = client;
        this.address = address;
        this.host = host;
    }

    URI address() {
        return address;
    }

    /**
     * Sends a request and waits for its answer.
     *
     * @param body null where there is none
     * @param deadline for all of it
     */
    Reply send(HttpMethod method, String path, @Nullable String body, Duration deadline) {
        var until = System.nanoTime() + deadline.toNanos();
        var opened = client.request(method, path);
        HttpClientRequest request;
        try {
            request = await(opened, until);
        } catch (ExecutionException e) {
            return new NotSent(Tls.why(e));
        } catch (TimeoutException e) {
            opened.onSuccess(HttpClientRequest::reset);
            return new NotSent("no connection within " + deadline.toMillis() + " ms");
        } catch (InterruptedException e) {
            opened.onSuccess(HttpClientRequest::reset);
            Thread.currentThread().interrupt();
            return new NotSent("interrupted");
        }
        try {
            return answer(request, body, until);
        } catch (ExecutionException e) {
            request.reset();
            return new Unanswered(Tls.why(e));
        } catch (TimeoutException e) {
            request.reset();
            return new Unanswered("no answer within " + deadline.toMillis() + " ms");
        } catch (InterruptedException e) {
            request.reset();
            Thread.currentThread().interrupt();
            return new Unanswered("interrupted");
        }
    }

    private Reply answer(HttpClientRequest request, @Nullable String body, long until)
            throws ExecutionException, TimeoutException, InterruptedException {
        request.putHeader(AgentPaths.HOST, host.name()).putHeader("Accept", "application/json");
        // what breaks is told by the future
        request.exceptionHandler(e -> LOG.debug("a request to {} broke", address, e));
        // before it is sent, so that nothing of the answer can come before somebody listens
        var answered = request.response().compose(response -> {
            var whole = Buffer.buffer();
            response.handler(part -> {
                if (whole.length() + part.length() > LONGEST_ANSWER) {
                    request.reset();
                } else {
                    whole.appendBuffer(part);
                }
            });
            return response.end()
                    .map(end -> (Reply) new Answered(response.statusCode(), whole.toString(StandardCharsets.UTF_8)));
        });
        if (body == null) {
            request.end();
        } else {
            request.putHeader("Content-Type", "application/json").end(Buffer.buffer(body));
        }
        return await(answered, until);
    }

    private static <T> T await(Future<T> future, long until)
            throws ExecutionException, TimeoutException, InterruptedException {
        CompletableFuture<T> waiting = future.toCompletionStage().toCompletableFuture();
        return waiting.get(Math.max(1, until - System.nanoTime()), TimeUnit.NANOSECONDS);
    }
}
