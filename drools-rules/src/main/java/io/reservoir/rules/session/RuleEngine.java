package io.reservoir.rules.session;

import io.reservoir.dsl.program.CheckedService;
import io.reservoir.model.decision.Basis;
import io.reservoir.model.decision.NamedValue;
import io.reservoir.model.reading.Reading;
import io.reservoir.model.service.ServiceId;
import io.reservoir.rules.compile.Shape;
import io.reservoir.rules.compile.ShapeCache;
import io.reservoir.rules.compile.ShapeSession;
import io.reservoir.rules.compile.SiteGate;
import io.reservoir.rules.window.Pool;
import io.reservoir.rules.window.SeriesIndex;
import io.reservoir.rules.window.ServiceWindows;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rules of many services and the readings that they look at: readings go in, evaluations come out, nothing else
 * happens. An evaluation follows from the program, the readings and fleet views taken in so far, the gate, and the time
 * asked for; not from their order, nor from other services.
 *
 * <p>Confined to one thread. Several engines, each with services of its own, may share a {@link ShapeCache}.
 */
public final class RuleEngine implements AutoCloseable {
    private final ShapeCache shapes;
    private final Pool pool = new Pool();
    private final Map<ServiceId, Deployment> deployments = new HashMap<>();
    private final Map<Shape, Members> sessions = new HashMap<>();
    private @Nullable Deployment lastFound;
    private SiteGate gate = SiteGate.OPEN;

    /** The session of a shape, what its programs read, and how many services live in it. */
    private static final class Members {
        private final ShapeSession session;
        private final SeriesIndex series;
        private int count;

        Members(ShapeSession session, SeriesIndex series) {
            this.session = session;
            this.series = series;
        }
    }

    public RuleEngine() {
        this(new ShapeCache());
    }

    public RuleEngine(ShapeCache shapes) {
        this.shapes = shapes;
    }

    /**
     * Takes a service in, or gives a running one a new program: then its fleet view goes on, and so do the windows of
     * all series that both programs read.
     */
    public void deploy(ServiceId service, CheckedService program) {
        var former = deployments.get(service);
        var members = join(program);
        try {
            var windows = new ServiceWindows(
                    members.series, program.inputs(), program.spec().metrics());
            deployments.put(service, new Deployment(service, program, windows, members.session, pool, former));
        } catch (RuntimeException e) {
            leave(members.session);
            throw e;
        }
        if (former != null) {
            remove(former);
        }
    }

    /** Forgets a service; false if there is none of that name. */
    public boolean undeploy(ServiceId service) {
        var former = deployments.remove(service);
        if (former == null) {
            return false;
        }
        remove(former);
        return true;
    }

    /**
     * Takes a reading in, whatever the order. False if it can change nothing: no statement reads it, a reading of the
     * same series and time is there already, or it is older than all that anybody looks at.
     */
    public boolean accept(Reading reading) {
        var deployment = find(reading.service());
        return deployment != null && deployment.accept(reading);
    }

    /** Says how a service stands; holds until the next view. */
    public void fleet(ServiceId service, FleetView view) {
        deployed(service).fleet(view);
    }

    /** Says what a service costs; holds until the next view. */
    public void costs(ServiceId service, CostView view) {
        deployed(service).costs(view);
    }

    /**
     * Opens or closes the site's gate. While it is closed, inputs and indicators follow their readings and what is
     * proposed stays as it was; when it opens, all services catch up at once.
     */
    public void gate(SiteGate state) {
        if (state.equals(gate)) {
            return;
        }
        gate = state;
        sessions.values().forEach(members -> members.session.gate(state));
    }

    /**
     * Brings a service up to that time; false if there is nothing to decide about, since all that its statements say
     * is what was evaluated last, or within their quiet intervals. Most readings end here.
     */
    public boolean refresh(ServiceId service, Instant now) {
        return deployed(service).refresh(now);
    }

    /**
     * Lets {@link #refresh} be silent about an assignment while its raw value is from {@code low} to {@code high}, both
     * included, and known. Holds until the next evaluation.
     *
     * @param statement id of the assignment
     */
    public void keepQuiet(ServiceId service, String statement, double low, double high) {
        deployed(service).keepQuiet(statement, low, high);
    }

    /** Evaluates all statements of a service at that time. */
    public EvaluationOutcome evaluate(ServiceId service, Instant now) {
        return deployed(service).evaluate(now, gate);
    }

    /** What a service's inputs are at that time, in the order of the program; nothing counts as decided about by that. */
    public List<NamedValue> inputs(ServiceId service, Instant now) {
        return deployed(service).inputs(now);
    }

    /** What is remembered of a service: with it another engine goes on as this one would. */
    public RuleState export(ServiceId service) {
        return deployed(service).state();
    }

    /** Forgets what is remembered of a service and goes on from that. */
    public void restore(ServiceId service, RuleState state) {
        deployed(service).restore(state);
    }

    /**
     * The samples that the value of an input rests on at that time, null where it is unknown or no window.
     *
     * @param input its index in the program
     */
    public @Nullable Basis basis(ServiceId service, int input, Instant now) {
        return deployed(service).basis(input, now);
    }

    public boolean isDeployed(ServiceId service) {
        return deployments.containsKey(service);
    }

    /** How many services are deployed. */
    public int services() {
        return deployments.size();
    }

    /** How many shapes they have: sessions in this engine. */
    public int shapes() {
        return sessions.size();
    }

    @Override
    public void close() {
        deployments.values().forEach(this::remove);
        deployments.clear();
    }

    /** Readings of a service come in runs, and what is asked after them is about the same one. */
    private @Nullable Deployment find(ServiceId service) {
        var last = lastFound;
        if (last != null && last.service().equals(service)) {
            return last;
        }
        lastFound = deployments.get(service);
        return lastFound;
    }

    private Deployment deployed(ServiceId service) {
        var found = find(service);
        if (found == null) {
            throw new IllegalArgumentException("service " + service + " is not deployed");
        }
        return found;
    }

    private Members join(CheckedService program) {
        var compiled = shapes.acquire(program);
        var members = sessions.computeIfAbsent(
                compiled.shape(), shape -> new Members(compiled.newSession(gate), new SeriesIndex(program.inputs())));
        members.count++;
        return members;
    }

    private void remove(Deployment former) {
        lastFound = null;
        former.close();
        leave(former.session());
    }

    private void leave(ShapeSession session) {
        var compiled = session.shape();
        var members = sessions.get(compiled.shape());
        if (members != null) {
            members.count--;
            if (members.count == 0) {
                sessions.remove(compiled.shape());
                members.session.close();
            }
        }
        shapes.release(compiled);
    }
}
