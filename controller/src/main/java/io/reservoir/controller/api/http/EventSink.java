package io.reservoir.controller.api.http;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One client of a stream of server-sent events. Sending waits until the client has taken what was sent before; one
 * that takes too long is gone.
 */
public final class EventSink {
    private final Context context;
    private final HttpServerResponse response;
    private final Duration patience;
    private final StringBuilder batch = new StringBuilder();

    /** The client has left, or is too slow. */
    public static final class Gone extends Exception {
        private Gone(String why) {
            super(why);
        }
    }

    EventSink(Context context, HttpServerResponse response, Duration patience) {
        this.context = context;
        this.response = response;
        this.patience = patience;
    }

    /** Adds an event to what is sent next; none of its parts holds a line break. */
    public void add(String id, String event, String data) {
        batch.append("id: ").append(oneLine(id)).append('\n');
        batch.append("event: ").append(oneLine(event)).append('\n');
        batch.append("data: ").append(oneLine(data)).append("\n\n");
    }

    /** Adds a comment, which clients pass over: it shows that the stream lives. */
    public void addComment(String text) {
        batch.append(": ").append(oneLine(text)).append("\n\n");
    }

    /** Characters that were added and not sent. */
    public int waiting() {
        return batch.length();
    }

    /** Sends what was added, and returns when the client has taken it. */
    public void send() throws InterruptedException, Gone {
        var text = batch.toString();
        batch.setLength(0);
        var written = new CompletableFuture<Void>();
        context.runOnContext(ignored -> {
            if (response.closed() || response.ended()) {
                written.completeExceptionally(new Gone("it has left"));
                return;
            }
            response.write(Buffer.buffer(text)).onComplete(result -> {
                if (result.succeeded()) {
                    written.complete(null);
                } else {
                    written.completeExceptionally(new Gone("it has left"));
                }
            });
        });
        try {
            written.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new Gone(String.valueOf(e.getCause()));
        } catch (TimeoutException e) {
            throw new Gone("it takes nothing");
        }
    }

    private static String oneLine(String text) {
        return text.replace('\r', ' ').replace('\n', ' ');
    }
}
