package io.reservoir.rules.session;

import io.reservoir.dsl.program.CheckedService;
import io.reservoir.model.reading.Reading;
import io.reservoir.model.service.ServiceId;
import io.reservoir.rules.compile.CompiledShape;
import io.reservoir.rules.compile.Shape;
import io.reservoir.rules.compile.ShapeCache;
import io.reservoir.rules.compile.ShapeSession;
import io.reservoir.rules.compile.SiteGate;
import io.reservoir.rules.window.Pool;
import io.reservoir.rules.window.ServiceWindows;
import java.time.Instant;
import java.util.HashMap;
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
    private SiteGate gate = SiteGate.OPEN;

    /** The session of a shape and how many services live in it. */
    private static final class Members {
        private final ShapeSession session;
        private int count;

        Members(ShapeSession session) {
            this.session = session;
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
        var windows = ServiceWindows.of(program.inputs(), program.spec().metrics());
        var former = deployments.get(service);
        var session = join(shapes.acquire(program));
        deployments.put(service, new Deployment(service, program, windows, session, pool, former));
        if (former != null) {
            leave(former);
        }
    }

    /** Forgets a service; false if there is none of that name. */
    public boolean undeploy(ServiceId service) {
        var former = deployments.remove(service);
        if (former == null) {
            return false;
        }
        leave(former);
        return true;
    }

    /**
     * Takes a reading in, whatever the order. False if it can change nothing: no statement reads it, a reading of the
     * same series and time is there already, or it is older than all that anybody looks at.
     */
    public boolean accept(Reading reading) {
        var deployment = deployments.get(reading.service());
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
     * Opens or closes the site's gate. While it is closed, inputs follow their readings and everything else stays as
     * it was; when it opens, all services catch up at once.
     */
    public void gate(SiteGate state) {
        if (state.equals(gate)) {
            return;
        }
        gate = state;
        sessions.values().forEach(members -> {
            members.session.gate(state);
            members.session.fire();
        });
    }

    /** Evaluates all statements of a service at that time; what has not changed costs next to nothing. */
    public EvaluationOutcome evaluate(ServiceId service, Instant now) {
        return deployed(service).evaluate(now, gate);
    }

    /** What is remembered of a service: with it another engine goes on as this one would. */
    public RuleState export(ServiceId service) {
        return deployed(service).state();
    }

    /** Forgets what is remembered of a service and goes on from that. */
    public void restore(ServiceId service, RuleState state) {
        deployed(service).restore(state);
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
        deployments.values().forEach(this::leave);
        deployments.clear();
    }

    private Deployment deployed(ServiceId service) {
        @Nullable Deployment found = deployments.get(service);
        if (found == null) {
            throw new IllegalArgumentException("service " + service + " is not deployed");
        }
        return found;
    }

    private ShapeSession join(CompiledShape compiled) {
        var members = sessions.computeIfAbsent(compiled.shape(), shape -> new Members(compiled.newSession(gate)));
        members.count++;
        return members.session;
    }

    private void leave(Deployment former) {
        former.close();
        var compiled = former.session().shape();
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
