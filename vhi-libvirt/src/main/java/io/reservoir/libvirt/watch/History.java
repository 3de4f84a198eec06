package io.reservoir.libvirt.watch;

import io.reservoir.libvirt.binding.DomainEvent;
import io.reservoir.libvirt.xml.DomainView;
import io.reservoir.libvirt.xml.Mark;
import io.reservoir.libvirt.xml.Seen;
import io.reservoir.model.site.HostId;
import io.reservoir.model.vee.VeeState;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Since when domains are in the state that they are in. What a verb brought about says the domain's mark; the rest
 * follows from libvirt's events, and where none was heard, from when it was first seen. Safe for use by many threads.
 */
public final class History {
    private final HostId here;
    private final InstantSource clock;
    private final Readiness readiness;
    private final Map<UUID, Event> events = new ConcurrentHashMap<>();
    private final Map<UUID, Seen> seen = new ConcurrentHashMap<>();

    private record Event(VeeState into, Instant at) {}

    public History(HostId here, InstantSource clock, Readiness readiness) {
        this.here = here;
        this.clock = clock;
        this.readiness = readiness;
    }

    /** Something happened, right now. */
    public void happened(DomainEvent event) {
        var into = switch (event.kind()) {
            case STARTED, RESUMED -> VeeState.ACTIVE;
            case SUSPENDED, PM_SUSPENDED -> VeeState.PAUSED;
            case STOPPED, CRASHED -> VeeState.SHUTOFF;
            case DEFINED, SHUTDOWN -> null;
            case UNDEFINED -> VeeState.DESTROYED;
        };
        if (into == VeeState.DESTROYED) {
            forget(event.domain());
        } else if (into != null) {
            events.put(event.domain(), new Event(into, clock.instant()));
        }
    }

    /** That domain is no more, or begins a life of which nothing is known yet. */
    public void forget(UUID domain) {
        events.remove(domain);
        seen.remove(domain);
        readiness.forget(domain);
    }

    /** Since when it is in that state, and whether its guest was up. */
    Seen now(DomainView view, Mark mark, VeeState state) {
        return seen.compute(view.uuid(), (uuid, known) -> next(view, mark, state, newer(known, view.seen())));
    }

    private Seen next(DomainView view, Mark mark, VeeState state, @Nullable Seen last) {
        var wasUp = last != null && last.booted();
        var booted = switch (state) {
            case ACTIVE -> wasUp || readiness.isUp(view, mark);
            case PAUSED, SUSPENDED -> wasUp;
            case DEFINED, SHUTOFF, DESTROYED -> false;
        };
        return new Seen(state, since(view.uuid(), mark, state, last), booted);
    }

    private Instant since(UUID domain, Mark mark, VeeState state, @Nullable Seen last) {
        var byVerb = last == null || !last.since().isAfter(mark.since());
        var movedHere = here.equals(mark.to());
        if (byVerb && mark.brought() == state && !movedHere) {
            return mark.since();
        }
        if (last != null && !byVerb && last.state() == state) {
            return last.since();
        }
        var event = events.get(domain);
        if (event != null && isThat(event.into(), state) && event.at().isAfter(mark.since())) {
            return event.at();
        }
        return clock.instant();
    }

    /** Whose memory was saved stopped too. */
    private static boolean isThat(VeeState into, VeeState state) {
        return into == state || (into == VeeState.SHUTOFF && state == VeeState.SUSPENDED);
    }

    private static @Nullable Seen newer(@Nullable Seen one, @Nullable Seen other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return other.since().isAfter(one.since()) ? other : one;
    }
}
