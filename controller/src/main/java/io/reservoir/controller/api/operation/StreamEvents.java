package io.reservoir.controller.api.operation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reservoir.controller.api.backend.Backend;
import io.reservoir.controller.api.backend.Feed;
import io.reservoir.controller.api.http.Call;
import io.reservoir.controller.api.http.EventSink;
import io.reservoir.controller.api.http.Operation;
import io.reservoir.controller.api.http.Parameter;
import io.reservoir.controller.api.http.Problem;
import io.reservoir.controller.api.http.Reply;
import io.reservoir.controller.api.http.Route;
import io.reservoir.controller.api.view.EntryView;
import io.reservoir.controller.api.view.Paths;
import io.reservoir.controller.api.view.ViewJson;
import io.reservoir.controller.node.Node;
import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.port.Ledger;
import io.reservoir.model.service.ServiceId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Streams ledger entries as they are appended. Who names the last event it saw gets everything since, from the ledger:
 * of that event's service exactly, of the others everything from that event's time on, so that some of theirs may come
 * a second time; their ids tell.
 */
final class StreamEvents implements Operation {
    private static final ObjectMapper JSON = ViewJson.mapper();
    private static final Pattern EVENT_ID = Pattern.compile("([A-Za-z][A-Za-z0-9_-]{0,63}):(\\d{1,18})");
    private static final int PAGE = 200;
    private static final int BATCH_CHARS = 64 << 10;

    private static final Parameter<EventId> LAST = new Parameter<>(
            "Last-Event-ID",
            Parameter.In.HEADER,
            false,
            "the id of an event: a service, `:` and a sequence number",
            Parameter.Shape.text("^[A-Za-z][A-Za-z0-9_-]{0,63}:\\d{1,18}$", "WebShop:42"),
            StreamEvents::eventId);

    private final Backend backend;
    private final Duration heartbeat;

    private record EventId(ServiceId service, long seq) {}

    StreamEvents(Backend backend, Duration heartbeat) {
        this.backend = backend;
        this.heartbeat = heartbeat;
    }

    @Override
    public Route route() {
        return Route.get(Paths.EVENTS, "Streams every ledger entry as a server-sent event")
                .with(Params.ONLY_SERVICE, LAST)
                .answering(new Route.Answer(
                        200, "events, each with an entry as its data", "text/event-stream", EntryView.class))
                .failing(Problem.NOT_FOUND);
    }

    private static @Nullable EventId eventId(String text) {
        var match = EVENT_ID.matcher(text);
        return match.matches() ? new EventId(new ServiceId(match.group(1)), Long.parseLong(match.group(2))) : null;
    }

    @Override
    public Reply handle(Call call) {
        var service = call.find(Params.ONLY_SERVICE);
        var last = call.find(LAST);
        if (service != null && backend.known(service) == null) {
            return Answers.noSuch(service);
        }
        if (service != null && last != null && !last.service().equals(service)) {
            return Reply.failure(Problem.INVALID_REQUEST, "`Last-Event-ID` is not of service `" + service + "`");
        }
        return new Reply.Stream(sink -> stream(service, last, sink));
    }

    private void stream(@Nullable ServiceId service, @Nullable EventId last, EventSink sink)
            throws InterruptedException, EventSink.Gone {
        try (var live = backend.feed().subscribe(service)) {
            sink.addComment("every ledger entry, from now on");
            sink.send();
            Map<ServiceId, Long> sent = new HashMap<>();
            if (last != null) {
                for (var missed : missed(service, last).entrySet()) {
                    sent.put(missed.getKey(), catchUp(missed.getKey(), missed.getValue(), sink));
                }
            }
            follow(live, sent, sink);
        }
    }

    /** After which entry each service is to be caught up. */
    private Map<ServiceId, Long> missed(@Nullable ServiceId only, EventId last) {
        var lastSeqs = new HashMap<ServiceId, Long>();
        backend.nodes(Node::images)
                .forEach(images -> images.forEach(image -> lastSeqs.put(image.id(), image.lastSeq())));
        if (!backend.peers().areNone()) {
            for (var service : backend.ledger().asking(Ledger::services)) {
                if (!service.equals(ServiceId.SITE)) {
                    lastSeqs.computeIfAbsent(service, s -> backend.ledger().lastSeq(s));
                }
            }
        }
        var missed = new TreeMap<ServiceId, Long>();
        if (!lastSeqs.containsKey(last.service())) {
            return missed;
        }
        missed.put(last.service(), last.seq());
        var seen = backend.ledger().entry(last.service(), last.seq());
        if (only == null && seen != null) {
            lastSeqs.forEach((service, lastSeq) ->
                    missed.computeIfAbsent(service, s -> backend.ledger().lastBefore(s, lastSeq, seen.at())));
        }
        return missed;
    }

    /** Sends what the ledger has after that entry; returns the last one that was sent. */
    private long catchUp(ServiceId service, long after, EventSink sink) throws InterruptedException, EventSink.Gone {
        while (true) {
            var page = backend.ledger().read(service, after, PAGE);
            for (var recorded : page) {
                add(recorded, sink);
                after = recorded.seq();
            }
            if (page.size() < PAGE) {
                flush(sink);
                return after;
            }
        }
    }

    /** Ends when the client cannot keep up: it comes back with the id of what it saw last. */
    private void follow(Feed.Subscription live, Map<ServiceId, Long> sent, EventSink sink)
            throws InterruptedException, EventSink.Gone {
        while (!live.isBehind()) {
            var next = live.next(heartbeat);
            if (next == null) {
                sink.addComment("still here");
            }
            while (next != null) {
                if (next.seq() > sent.getOrDefault(next.service(), 0L)) {
                    add(next, sink);
                }
                next = live.next();
            }
            flush(sink);
        }
    }

    private static void add(Recorded recorded, EventSink sink) throws InterruptedException, EventSink.Gone {
        var view = EntryView.of(recorded);
        try {
            sink.add(view.eventId(), view.detail().kind(), JSON.writeValueAsString(view));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an entry cannot be written: " + view.eventId(), e);
        }
        if (sink.waiting() >= BATCH_CHARS) {
            sink.send();
        }
    }

    private static void flush(EventSink sink) throws InterruptedException, EventSink.Gone {
        if (sink.waiting() > 0) {
            sink.send();
        }
    }
}
