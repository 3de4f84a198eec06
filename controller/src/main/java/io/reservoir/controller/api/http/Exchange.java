package io.reservoir.controller.api.http;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request and its answer. It lives on the event loop; only the operation runs on a thread of its own. It ends in
 * time whatever client and operation do.
 */
final class Exchange {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

    /** How long what is left of a body is thrown away, so that a client that is still sending reads the answer. */
    private static final Duration LINGER = Duration.ofSeconds(2);

    private static final Duration SOON = Duration.ofSeconds(1);

    /** Of a body where none is expected: passed over up to there. */
    private static final int UNEXPECTED_BYTES = 256 << 10;

    private final Dispatcher dispatcher;
    private final Context context;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final long startNanos = System.nanoTime();
    private final long deadline;
    private final Buffer body = Buffer.buffer();

    private @Nullable Operation operation;
    private Map<Parameter<?>, Object> values = Map.of();
    private String mediaType = "";
    private String allow = "";
    private @Nullable Duration retryAfter;
    private boolean received;
    private boolean answered;
    private boolean working;
    private boolean streaming;
    private boolean over;
    private @Nullable Thread stream;

    Exchange(Dispatcher dispatcher, Context context, HttpServerRequest request) {
        this.dispatcher = dispatcher;
        this.context = context;
        this.request = request;
        response = request.response();
        deadline = dispatcher.vertx().setTimer(dispatcher.limits().request().toMillis(), timer -> expire());
    }

    void start() {
        request.exceptionHandler(e -> end());
        response.exceptionHandler(e -> LOG.debug("a client has left", e));
        response.endHandler(done -> end());
        response.closeHandler(gone -> end());
        var failure = check();
        request.handler(this::receive);
        request.endHandler(done -> received());
        if (failure != null) {
            fail(failure);
        } else if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
            response.writeContinue();
        }
    }

    private Reply.@Nullable Failure check() {
        if (dispatcher.isStopping()) {
            return Reply.failure(Problem.UNAVAILABLE, "the server is stopping");
        }
        var guarded = dispatcher.guard().check(request);
        if (guarded != null) {
            return guarded;
        }
        var path = request.path();
        if (path == null) {
            return Reply.failure(Problem.INVALID_REQUEST, "the request has no path");
        }
        return switch (dispatcher.routes().find(request.method().name(), path)) {
            case Routes.NoSuchPath none ->
                orLimited(Reply.failure(Problem.UNKNOWN_ROUTE, "GET /openapi.json says what there is"));
            case Routes.NoSuchMethod other -> {
                allow = other.allowed();
                yield orLimited(Reply.failure(Problem.METHOD_NOT_ALLOWED, "here, there are " + other.allowed()));
            }
            case Routes.Found found -> check(found);
        };
    }

    private Reply.Failure orLimited(Reply.Failure failure) {
        var limited = rateLimited();
        return limited == null ? failure : limited;
    }

    private Reply.@Nullable Failure check(Routes.Found found) {
        operation = found.operation();
        var route = operation.route();
        var limited = route.limited() ? rateLimited() : null;
        if (limited != null) {
            return limited;
        }
        var reader = new ParameterReader(route);
        var invalid = reader.read(found.raw(), request.query(), request::getHeader);
        if (invalid != null) {
            return invalid;
        }
        values = reader.values();
        return checkBody(route.body());
    }

    private Reply.@Nullable Failure rateLimited() {
        retryAfter = dispatcher.rate().check(request.remoteAddress().hostAddress());
        return retryAfter == null
                ? null
                : Reply.failure(Problem.TOO_MANY_REQUESTS, "ask less often, or send more at once");
    }

    private Reply.@Nullable Failure checkBody(Route.@Nullable Body expected) {
        if (expected != null) {
            var type = BodyType.of(request, expected);
            if (type == null) {
                return Reply.failure(
                        Problem.UNSUPPORTED_MEDIA_TYPE,
                        "what is taken is " + String.join(", ", expected.mediaTypes()) + ", plain and in UTF-8");
            }
            mediaType = type;
        }
        var length = request.getHeader("Content-Length");
        return length != null && length.length() < 19 && Long.parseLong(length) > maxBytes() ? tooLarge() : null;
    }

    private int maxBytes() {
        var expected = operation == null ? null : operation.route().body();
        return expected == null ? UNEXPECTED_BYTES : expected.maxBytes();
    }

    private Reply.Failure tooLarge() {
        return Reply.failure(Problem.TOO_LARGE, "at most " + maxBytes() + " bytes are taken here");
    }

    private void receive(Buffer part) {
        if (answered) {
            return;
        }
        if (body.length() + part.length() > maxBytes()) {
            fail(tooLarge());
        } else if (dispatcher.load().hold(part.length())) {
            body.appendBuffer(part);
        } else {
            fail(Reply.failure(Problem.UNAVAILABLE, "too much is being sent to this server at once"));
        }
    }

    private void received() {
        received = true;
        if (answered) {
            return;
        }
        var found = operation;
        if (found == null) {
            throw new IllegalStateException("a request without an operation was not answered");
        }
        if (found.route().limited() && !dispatcher.load().enterWork()) {
            fail(Reply.failure(Problem.UNAVAILABLE, "too many requests are being done at once"));
            return;
        }
        working = found.route().limited();
        var call = new Call(values, mediaType, body.getBytes(), String.valueOf(request.uri()), false);
        Thread.ofVirtual().name("api " + found.id()).start(() -> work(found, call));
    }

    /** On a thread of its own. */
    private void work(Operation found, Call call) {
        try {
            var reply = found.handle(call);
            if (reply instanceof Reply.Stream(var source)) {
                context.runOnContext(ignored -> stream(source));
            } else {
                var rendered = render(reply, null);
                context.runOnContext(ignored -> answer(rendered));
            }
        } catch (Unavailable e) {
            var why = String.valueOf(e.getMessage());
            context.runOnContext(ignored -> fail(Reply.failure(Problem.UNAVAILABLE, why)));
        } catch (RuntimeException | StackOverflowError e) {
            var id = dispatcher.ids().next();
            LOG.error("unexpected error {} in {}", id, found.id(), e);
            var failure = Reply.failure(Problem.INTERNAL, "it is logged as " + id);
            var rendered = render(failure, id);
            context.runOnContext(ignored -> answer(rendered));
        }
    }

    private Rendered render(Reply reply, @Nullable String id) {
        return Rendered.of(reply, String.valueOf(request.path()), id);
    }

    private void fail(Reply.Failure failure) {
        answer(render(failure, null));
    }

    private void answer(Rendered rendered) {
        if (answered || over || response.closed()) {
            return;
        }
        answered = true;
        response.setStatusCode(rendered.status());
        headers(rendered.mediaType());
        response.putHeader("Content-Length", Integer.toString(rendered.body().length()));
        if (rendered.location() != null) {
            response.putHeader("Location", rendered.location());
        }
        if (rendered.ageSeconds() != null) {
            response.putHeader("Age", rendered.ageSeconds());
        }
        if (rendered.status() == Problem.METHOD_NOT_ALLOWED.status()) {
            response.putHeader("Allow", allow);
        }
        if (retryAfter == null && isForLater(rendered.status())) {
            retryAfter = SOON;
        }
        if (retryAfter != null) {
            response.putHeader(
                    "Retry-After",
                    Long.toString(Math.max(1, retryAfter.plusMillis(999).toSeconds())));
        }
        var closing = !received || dispatcher.isStopping();
        if (closing) {
            response.putHeader("Connection", "close");
        }
        var sent = request.method().equals(HttpMethod.HEAD) ? response.end() : response.end(rendered.body());
        if (closing) {
            sent.onComplete(done -> closeSoon());
        }
    }

    /** A client that is still sending is let finish, for a while: else it might never see its answer. */
    private void closeSoon() {
        if (received) {
            request.connection().close();
        } else {
            request.endHandler(done -> request.connection().close());
            dispatcher
                    .vertx()
                    .setTimer(LINGER.toMillis(), timer -> request.connection().close());
        }
    }

    /** True for what may well be done if it is asked for again. */
    private static boolean isForLater(int status) {
        return status == Problem.UNAVAILABLE.status() || status == Problem.BUSY.status();
    }

    private void headers(String type) {
        var text = type.startsWith("text/") && !type.contains("charset");
        response.putHeader("Content-Type", text ? type + "; charset=utf-8" : type);
        response.putHeader("Cache-Control", "no-store");
        response.putHeader("X-Content-Type-Options", "nosniff");
    }

    private void stream(EventSource source) {
        if (answered || over || response.closed()) {
            return;
        }
        if (!dispatcher.load().enterStream()) {
            fail(Reply.failure(Problem.UNAVAILABLE, "too many streams are open"));
            return;
        }
        answered = true;
        streaming = true;
        leaveWork();
        dispatcher.vertx().cancelTimer(deadline);
        headers("text/event-stream");
        response.setChunked(true);
        response.writeHead();
        if (request.method().equals(HttpMethod.HEAD)) {
            response.end();
            return;
        }
        dispatcher.streams().add(this);
        var sink = new EventSink(context, response, dispatcher.limits().slowStream());
        stream = Thread.ofVirtual().name("events").start(() -> feed(source, sink));
    }

    /** On a thread of its own. */
    private void feed(EventSource source, EventSink sink) {
        try {
            source.run(sink);
        } catch (InterruptedException e) {
            LOG.debug("a stream of events was stopped");
        } catch (EventSink.Gone e) {
            LOG.debug("the client of a stream of events is gone: {}", e.getMessage());
        } catch (Unavailable e) {
            LOG.debug("a stream of events ends: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("unexpected error in a stream of events", e);
        }
        context.runOnContext(ignored -> request.connection().close());
    }

    /** Ends a stream from this side. */
    void stopStream() {
        if (stream != null) {
            stream.interrupt();
        }
    }

    private void expire() {
        if (answered) {
            request.connection().close();
        } else if (received) {
            fail(Reply.failure(Problem.UNAVAILABLE, "it was not done in time; it may still be done"));
        } else {
            fail(Reply.failure(
                    Problem.TIMEOUT,
                    "a request must be complete within "
                            + dispatcher.limits().request().toSeconds() + " s"));
        }
    }

    /** The answer is sent, or the client has left. */
    private void end() {
        if (over) {
            return;
        }
        over = true;
        dispatcher.vertx().cancelTimer(deadline);
        dispatcher.load().release(body.length());
        leaveWork();
        if (streaming) {
            dispatcher.load().leaveStream();
            dispatcher.streams().remove(this);
            stopStream();
        }
        var name = operation == null ? "none" : operation.id();
        dispatcher.observer().done(name, response.getStatusCode(), Duration.ofNanos(System.nanoTime() - startNanos));
        dispatcher.connections().ended(request.connection());
    }

    private void leaveWork() {
        if (working) {
            working = false;
            dispatcher.load().leaveWork();
        }
    }
}
