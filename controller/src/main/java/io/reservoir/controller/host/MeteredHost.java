package io.reservoir.controller.host;

import io.reservoir.controller.host.EvidenceLog.News;
import io.reservoir.model.port.Host;
import io.reservoir.model.port.Outcome;
import io.reservoir.model.port.Outcome.Refusal;
import io.reservoir.model.service.Size;
import io.reservoir.model.site.HostCapacity;
import io.reservoir.model.site.HostId;
import io.reservoir.model.vee.VeeId;
import io.reservoir.model.vee.VeeState;
import io.reservoir.model.vee.Verb;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A host whose VEEs are metered where they are: what calls do to them and what lists show of them is noted in an
 * {@link EvidenceLog}. Safe for use by many threads.
 */
final class MeteredHost implements HostByCalls {
    private static final Logger LOG = LoggerFactory.getLogger(MeteredHost.class);

    /** How far behind the last look the time may be that is on the disk. */
    private static final Duration LOOK_KEPT = Duration.ofSeconds(5);

    private final Host host;
    private final EvidenceLog evidence;
    private final int mostEvidence;
    private final LastLook lastLook;
    private final InstantSource clock;
    private final Set<VeeId> inFlight = new HashSet<>();
    private final Map<VeeId, Long> touched = new HashMap<>();

    /** Those that may be at another host by the next look. */
    private final Set<VeeId> moving = new HashSet<>();

    /** What could not be kept yet, oldest first: a disk that was full has room again one day. */
    private final List<News> unkept = new ArrayList<>();

    private final Map<VeeId, News> newestUnkept = new HashMap<>();

    private long touches;
    private Instant lookedAt;

    /** @param mostEvidence with so much that nobody has taken, no VEE is defined any more */
    MeteredHost(Host host, EvidenceLog evidence, int mostEvidence, LastLook lastLook, InstantSource clock) {
        this.host = host;
        this.evidence = evidence;
        this.mostEvidence = mostEvidence;
        this.lastLook = lastLook;
        this.clock = clock;
        lookedAt = lastLook.at();
    }

    @Override
    public HostId id() {
        return host.id();
    }

    @Override
    public @Nullable HostCapacity capacity() {
        return host.capacity();
    }

    @Override
    public @Nullable String door() {
        return host.door();
    }

    /** What it shows is noted before it is told, or remembered where the disk takes nothing. */
    @Override
    public @Nullable List<Sighting> list() {
        var begun = begin();
        var now = clock.instant();
        var sightings = host.list();
        if (sightings != null) {
            compare(sightings, now, begun);
        }
        return sightings;
    }

    @Override
    public Outcome call(HostCall call) {
        if (call.verb() == Verb.DEFINE && evidence.size() >= mostEvidence) {
            return new Outcome.Refused(
                    Refusal.FULL,
                    id() + " takes no more VEEs: nobody has taken the evidence of those before, " + evidence.size());
        }
        touch(call.vee(), true);
        try {
            var outcome = call.at(host);
            if (outcome instanceof Outcome.Done done) {
                note(effects(call, done));
            }
            if (call.verb() == Verb.MIGRATE && !(outcome instanceof Outcome.Refused)) {
                mayLeave(call.vee());
            }
            return outcome;
        } finally {
            touch(call.vee(), false);
        }
    }

    private synchronized void touch(VeeId vee, boolean begins) {
        touches++;
        touched.put(vee, touches);
        if (begins) {
            inFlight.add(vee);
        } else {
            inFlight.remove(vee);
        }
    }

    private synchronized void mayLeave(VeeId vee) {
        moving.add(vee);
    }

    private synchronized long begin() {
        return touches;
    }

    /** What a call that is done has made of its VEE; where a look alone can tell, nothing. */
    private List<News> effects(HostCall call, Outcome.Done done) {
        var vee = call.vee();
        var known = known(vee);
        var size = call.size();
        var at = done.at();
        return switch (call.verb()) {
            case DEFINE -> {
                var definition = call.definition();
                yield known != null || definition == null
                        ? List.of()
                        : List.of(new News(vee, VeeState.DEFINED, definition.size(), at));
            }
            case ACTIVATE, RESUME -> came(vee, known, VeeState.ACTIVE, at);
            case PAUSE -> came(vee, known, VeeState.PAUSED, at);
            case SUSPEND -> came(vee, known, VeeState.SUSPENDED, at);
            case SHUTDOWN -> came(vee, known, VeeState.SHUTOFF, at);
            case DESTROY -> {
                var ended = came(vee, known, VeeState.DESTROYED, at);
                var offSince = done.offSince();
                yield offSince == null
                        ? ended
                        : Stream.concat(came(vee, known, VeeState.SHUTOFF, offSince).stream(), ended.stream())
                                .toList();
            }
            case RESIZE ->
                known == null || size == null
                        ? List.of()
                        : List.of(new News(
                                vee,
                                known.state(),
                                new Size(
                                        size.vcpus(),
                                        size.memoryBytes(),
                                        known.size().diskBytes()),
                                at));
            case LIMIT, MIGRATE, STAY, ATTACH, DETACH -> List.of();
        };
    }

    /** What is known of a VEE, what could not be kept yet included. */
    private synchronized EvidenceLog.@Nullable Known known(VeeId vee) {
        var news = newestUnkept.get(vee);
        if (news == null) {
            return evidence.known(vee);
        }
        var state = news.state();
        return state == null || state == VeeState.DESTROYED
                ? null
                : new EvidenceLog.Known(state, news.size(), news.at());
    }

    private static List<News> came(VeeId vee, EvidenceLog.@Nullable Known known, VeeState state, Instant at) {
        return known == null ? List.of() : List.of(new News(vee, state, known.size(), at));
    }

    /** VEEs to which something was done since the list began are left for the next one. */
    private synchronized void compare(List<Sighting> sightings, Instant now, long begun) {
        if (now.isBefore(lookedAt)) {
            return;
        }
        var news = new ArrayList<News>();
        var there = new HashSet<VeeId>();
        for (var sighting : sightings) {
            there.add(sighting.vee());
            if (isUntouchedSince(sighting.vee(), begun)) {
                if (sighting.moving()) {
                    moving.add(sighting.vee());
                } else {
                    moving.remove(sighting.vee());
                }
                news.add(new News(sighting.vee(), sighting.state(), sighting.size(), sighting.since()));
            }
        }
        evidence.known().forEach((vee, known) -> {
            if (!there.contains(vee) && isUntouchedSince(vee, begun)) {
                // it was there when it was last seen, and nothing proves more
                news.add(new News(vee, moving.contains(vee) ? null : VeeState.DESTROYED, known.size(), lookedAt));
            }
        });
        note(news);
        moving.removeIf(vee -> !there.contains(vee) && isUntouchedSince(vee, begun));
        touched.values().removeIf(touch -> touch <= begun);
        lookedAt = now;
        if (!there.isEmpty()) {
            lastLook.keep(now, LOOK_KEPT);
        }
    }

    private boolean isUntouchedSince(VeeId vee, long begun) {
        return !inFlight.contains(vee) && touched.getOrDefault(vee, 0L) <= begun;
    }

    /**
     * What cannot be noted now is remembered with its time and noted later; should the agent end before, a look of its
     * next life shows what it can.
     */
    private synchronized void note(List<News> news) {
        try {
            noteRemembered();
            evidence.note(news);
        } catch (IOException e) {
            if (unkept.isEmpty()) {
                LOG.error("{}: evidence cannot be kept", id(), e);
            }
            news.forEach(this::remember);
        }
    }

    /** Each part is kept whole or not at all. */
    private void noteRemembered() throws IOException {
        if (unkept.isEmpty()) {
            return;
        }
        while (!unkept.isEmpty()) {
            var part = unkept.subList(0, Math.min(unkept.size(), EvidenceLog.AT_ONCE));
            evidence.note(part);
            part.clear();
        }
        newestUnkept.clear();
        LOG.info("{}: evidence is kept again", id());
    }

    /** Every look shows the same again. */
    private void remember(News news) {
        var before = newestUnkept.put(news.vee(), news);
        if (before == null || before.state() != news.state() || !before.size().equals(news.size())) {
            unkept.add(news);
        }
    }
}
