package io.reservoir.controller.host;

import io.reservoir.controller.api.http.Problem;
import io.reservoir.controller.api.view.ProblemView;
import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.port.Consoles;
import io.reservoir.model.port.Outcome;
import io.reservoir.model.port.Outcome.Refusal;
import io.reservoir.model.port.VeeSnapshots;
import io.reservoir.model.port.Volumes;
import io.reservoir.model.port.Witness;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.site.HostCapacity;
import io.reservoir.model.site.HostId;
import io.reservoir.model.vee.VeeId;
import io.vertx.core.http.HttpMethod;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A host behind its agent. A call that was sent and not answered is lost; one that found no connection has left no
 * effect. Safe for use by many threads.
 */
public final class AgentHost implements HostByCalls, Witness, Consoles, VeeSnapshots, Volumes {
    private static final Logger LOG = LoggerFactory.getLogger(AgentHost.class);

    /** A little longer than an agent gives a request. */
    private static final Duration CALL = HostAgent.LIMITS.request().plusSeconds(2);

    private static final Duration LOOK = Duration.ofSeconds(3);

    /** A little longer than a host takes at most. */
    private static final Duration CONSOLE = Duration.ofSeconds(5);

    /** A little longer than a host takes at most. */
    private static final Duration SNAPSHOT = Duration.ofSeconds(6);

    private static final Duration VOLUMES = Duration.ofSeconds(5);

    private final HostId id;
    private final @Nullable String domain;
    private final AgentLink link;
    private @Nullable String trouble;

    AgentHost(HostId id, @Nullable String domain, AgentLink link) {
        this.id = id;
        this.domain = domain;
        this.link = link;
    }

    @Override
    public HostId id() {
        return id;
    }

    @Override
    public @Nullable HostCapacity capacity() {
        var told = look(AgentPaths.CAPACITY, HostCapacity.class);
        return told == null || domain == null
                ? told
                : new HostCapacity(told.host(), domain, told.total(), told.taken());
    }

    @Override
    public @Nullable List<Sighting> list() {
        var told = look(AgentPaths.VEES, ListSightings.Sightings.class);
        return told == null ? null : told.vees();
    }

    @Override
    public @Nullable String door() {
        var told = look(AgentPaths.DOOR, GetDoor.Door.class);
        return told == null ? null : told.door();
    }

    @Override
    public @Nullable Testimony testimony(long after) {
        return look(AgentPaths.EVIDENCE + "?after=" + after, Testimony.class);
    }

    @Override
    public boolean acknowledge(String journal, Map<ServiceId, Long> through) {
        var body = HostJson.write(new AcknowledgeEvidence.Acknowledged(journal, through));
        return link.send(HttpMethod.POST, AgentPaths.ACKNOWLEDGED, body, LOOK) instanceof AgentLink.Answered answered
                && answered.status() == 200;
    }

    /** An agent that refuses what it is asked for, such as one of an older release, will do so again. */
    @Override
    public Consoles.@Nullable Told console(VeeId vee, Part part) {
        var reply = link.send(HttpMethod.GET, consolePath(vee, part), null, CONSOLE);
        return reply instanceof AgentLink.Answered answered && answered.status() / 100 == 4
                ? new Untold("the agent of " + id + " answered: " + problem(answered))
                : seen(reply, Consoles.Told.class);
    }

    private static String consolePath(VeeId vee, Part part) {
        return AgentPaths.CONSOLE + "?vee=" + URLEncoder.encode(vee.toString(), StandardCharsets.UTF_8)
                + (part.from() == null ? "" : "&from=" + part.from())
                + "&bytes=" + part.bytes()
                + (part.lines() == null ? "" : "&lines=" + part.lines());
    }

    /** An agent of an older release knows of none. */
    @Override
    public @Nullable Listing volumes(ServiceId service) {
        var path = AgentPaths.VOLUMES + "?service=" + URLEncoder.encode(service.name(), StandardCharsets.UTF_8);
        var reply = link.send(HttpMethod.GET, path, null, VOLUMES);
        return reply instanceof AgentLink.Answered answered && answered.status() / 100 == 4
                ? new NoneKept("the agent of " + id + " answered: " + problem(answered))
                : seen(reply, Listing.class);
    }

    @Override
    public Outcome delete(ServiceId service, String volume, Epoch epoch) {
        var order = HostJson.write(new DeleteVolume.Order(service, volume, epoch));
        return outcome(link.send(HttpMethod.POST, AgentPaths.VOLUME_DELETIONS, order, CALL));
    }

    @Override
    public VeeSnapshots.@Nullable Told take(SnapshotId snapshot) {
        return snapshots(HttpMethod.POST, snapshotPath(AgentPaths.SNAPSHOT_TAKE, snapshot));
    }

    @Override
    public VeeSnapshots.@Nullable Told list(ServiceId service) {
        return snapshots(HttpMethod.GET, AgentPaths.SNAPSHOTS + "?service=" + service.name());
    }

    @Override
    public VeeSnapshots.@Nullable Told delete(SnapshotId snapshot) {
        return snapshots(HttpMethod.POST, snapshotPath(AgentPaths.SNAPSHOT_DELETE, snapshot));
    }

    private static String snapshotPath(String path, SnapshotId snapshot) {
        return path + "?vee=" + URLEncoder.encode(snapshot.vee().toString(), StandardCharsets.UTF_8) + "&name="
                + snapshot.name();
    }

    private VeeSnapshots.@Nullable Told snapshots(HttpMethod method, String path) {
        var reply = link.send(method, path, null, SNAPSHOT);
        return reply instanceof AgentLink.Answered answered && answered.status() / 100 == 4
                ? new Unkept("the agent of " + id + " answered: " + problem(answered))
                : seen(reply, VeeSnapshots.Told.class);
    }

    @Override
    public Outcome call(HostCall call) {
        return outcome(link.send(HttpMethod.POST, AgentPaths.CALLS, HostJson.write(call), CALL));
    }

    private Outcome outcome(AgentLink.Reply reply) {
        return switch (reply) {
            case AgentLink.NotSent(var why) ->
                new Outcome.Refused(Refusal.FAILED, id + " was not told, its agent cannot be reached: " + why);
            case AgentLink.Unanswered(var why) -> new Outcome.Lost("the agent of " + id + " gave no answer: " + why);
            case AgentLink.Answered answered -> outcome(answered);
        };
    }

    private Outcome outcome(AgentLink.Answered answered) {
        if (answered.status() == 200) {
            try {
                return HostJson.answer(answered.body(), Outcome.class);
            } catch (HostJson.Unreadable e) {
                return new Outcome.Lost("the answer of the agent of " + id + " cannot be read: " + e.getMessage());
            }
        }
        var why = "the agent of " + id + " answered: " + problem(answered);
        if (answered.status() == Problem.TOO_MANY_REQUESTS.status()) {
            return new Outcome.Refused(Refusal.BUSY, why);
        }
        return answered.status() / 100 == 4 ? new Outcome.Refused(Refusal.FAILED, why) : new Outcome.Lost(why);
    }

    private <T> @Nullable T look(String path, Class<T> type) {
        return seen(link.send(HttpMethod.GET, path, null, LOOK), type);
    }

    private <T> @Nullable T seen(AgentLink.Reply reply, Class<T> type) {
        switch (reply) {
            case AgentLink.NotSent(var why) -> silent(why);
            case AgentLink.Unanswered(var why) -> silent(why);
            case AgentLink.Answered answered
            when answered.status() == 200 -> {
                try {
                    var value = HostJson.answer(answered.body(), type);
                    heard();
                    return value;
                } catch (HostJson.Unreadable e) {
                    silent("its answer cannot be read: " + e.getMessage());
                }
            }
            case AgentLink.Answered answered -> silent(problem(answered));
        }
        return null;
    }

    private static String problem(AgentLink.Answered answered) {
        try {
            return HostJson.answer(answered.body(), ProblemView.class).detail();
        } catch (HostJson.Unreadable e) {
            return "HTTP status " + answered.status();
        }
    }

    /** Said once, not at every look. */
    private synchronized void silent(String why) {
        if (!why.equals(trouble) && !Thread.currentThread().isInterrupted()) {
            trouble = why;
            LOG.warn("host {} is silent, its agent is {}: {}", id, link.address(), why);
        }
    }

    private synchronized void heard() {
        if (trouble != null) {
            trouble = null;
            LOG.info("host {} answers again", id);
        }
    }
}
