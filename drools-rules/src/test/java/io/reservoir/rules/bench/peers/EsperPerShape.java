package io.reservoir.rules.bench.peers;

import com.espertech.esper.common.client.configuration.Configuration;
import com.espertech.esper.compiler.client.CompilerArguments;
import com.espertech.esper.compiler.client.EPCompileException;
import com.espertech.esper.compiler.client.EPCompilerProvider;
import com.espertech.esper.runtime.client.EPDeployException;
import com.espertech.esper.runtime.client.EPRuntime;
import com.espertech.esper.runtime.client.EPRuntimeProvider;
import io.reservoir.rules.bench.Contender;
import io.reservoir.rules.bench.Decisions;
import io.reservoir.rules.bench.Readings;
import io.reservoir.rules.bench.Workload;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * Esper with a module for each shape, whose windows it keeps itself in a context with a partition for each service. What
 * its statements say goes to a subscriber, which decides.
 */
final class EsperPerShape implements Contender {
    static final String NAME = "Esper";

    /** Its averages are running sums, whose last digits depend on what went through them. */
    private static final double TOLERANCE = 1e-9;

    private static final long NANOS_OF_MILLI = 1_000_000;

    private static final String MODULE = """
            create context Services%shape partition by service from Sample(shape = %shape);

            create objectarray schema Averages%shape(service int, capacity double, a Double, b Double, c Double,
              d Double, e Double, f Double, g Double, h Double);

            context Services%shape
            insert into Averages%shape
            select service, capacity,
              avg(value, filter: series = 0) as a, avg(value, filter: series = 1) as b,
              avg(value, filter: series = 2) as c, avg(value, filter: series = 3) as d,
              avg(value, filter: series = 4) as e, avg(value, filter: series = 5) as f,
              avg(value, filter: series = 6) as g, avg(value, filter: series = 7) as h
            from Sample(shape = %shape)#time(30 sec);

            @name('statements')
            expression N%shapeX { v => v.a + v.b }
            expression N%shapeY { v => 3.0 * N%shapeX(v) }
            expression N%shapeZ { v => 0.5 * N%shapeY(v) + v.c }
            select service,
              f > 400.0 as guard,
              N%shapeX(v) as x,
              N%shapeY(v) as y,
              N%shapeZ(v) as z,
              a / capacity as replicas1,
              N%shapeY(v) / 900.0 as replicas2,
              case when d is null then null else max(N%shapeZ(v) / 700.0, d / 50.0) end as replicas3,
              h / 300.0 as replicas4,
              e / 125.0 as cpu1,
              case when g > 500.0 then 4.0 when g <= 500.0 then 2.0 end as cpu2,
              (f + g) / 400.0 as cpu3
            from Averages%shape as v;
            """;

    private final Workload workload;
    private final Configuration configuration = new Configuration();
    private final EPRuntime runtime;
    private final ByName names = new ByName();
    private final Set<Integer> shapes = new HashSet<>();
    private final int[] targets;
    private final double[] values;
    private final Statements subscriber = new Statements();
    private int changed;

    /** A reading as Esper sees it. */
    public record Sample(int service, int shape, int series, double capacity, double value) {
        public int getService() {
            return service;
        }

        public int getShape() {
            return shape;
        }

        public int getSeries() {
            return series;
        }

        public double getCapacity() {
            return capacity;
        }

        public double getValue() {
            return value;
        }
    }

    /** Takes what the statements say of a service, null where that is unknown. */
    public final class Statements {
        private static final int FIRST = 2;
        private static final int GUARDED = 4;

        public void update(Object[] row) {
            int service = (Integer) row[0];
            int firstValue = service * Workload.STATEMENTS;
            for (int i = 0; i < Workload.STATEMENTS; i++) {
                values[firstValue + i] = row[FIRST + i] == null ? Double.NaN : (Double) row[FIRST + i];
            }
            int firstTarget = service * Workload.ASSIGNMENTS;
            for (int i = 0; i < Workload.ASSIGNMENTS; i++) {
                if (i != GUARDED || Boolean.TRUE.equals(row[1])) {
                    decide(firstTarget + i, values[firstValue + Workload.INDICATORS + i]);
                }
            }
        }

        private void decide(int at, double raw) {
            int target = Decisions.next(targets[at], raw);
            if (target != targets[at]) {
                targets[at] = target;
                changed++;
            }
        }
    }

    EsperPerShape(Workload workload) {
        this.workload = workload;
        targets = new int[workload.services() * Workload.ASSIGNMENTS];
        Arrays.fill(targets, Decisions.INITIAL);
        values = new double[workload.services() * Workload.STATEMENTS];
        Arrays.fill(values, Double.NaN);
        configuration.getCommon().addEventType(Sample.class);
        configuration.getCompiler().getByteCode().setAllowSubscriber(true);
        var threading = configuration.getRuntime().getThreading();
        threading.setInternalTimerEnabled(false);
        threading.setListenerDispatchPreserveOrder(false);
        threading.setInsertIntoDispatchPreserveOrder(false);
        runtime = EPRuntimeProvider.getRuntime(UUID.randomUUID().toString(), configuration);
        runtime.getEventService().advanceTime(0);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void deploy(int service) {
        names.add(service);
        var shape = workload.shape(service);
        if (shapes.add(shape)) {
            try {
                var module = MODULE.replace("%shape", Integer.toString(shape));
                var compiled = EPCompilerProvider.getCompiler().compile(module, new CompilerArguments(configuration));
                var deployment = runtime.getDeploymentService().deploy(compiled);
                runtime.getDeploymentService()
                        .getStatement(deployment.getDeploymentId(), "statements")
                        .setSubscriber(subscriber);
            } catch (EPCompileException | EPDeployException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public int take(Readings readings, int index) {
        changed = 0;
        var reading = readings.reading(index);
        var service = names.service(reading);
        var events = runtime.getEventService();
        events.advanceTime(readings.nanos(index) / NANOS_OF_MILLI);
        events.sendEventBean(
                new Sample(
                        service,
                        workload.shape(service),
                        names.series(reading),
                        Workload.capacity(service),
                        reading.value()),
                "Sample");
        return changed;
    }

    @Override
    public int target(int service, int assignment) {
        return targets[service * Workload.ASSIGNMENTS + assignment];
    }

    @Override
    public double[] values(int service) {
        return Arrays.copyOfRange(values, service * Workload.STATEMENTS, (service + 1) * Workload.STATEMENTS);
    }

    @Override
    public double tolerance() {
        return TOLERANCE;
    }

    @Override
    public void close() {
        runtime.destroy();
    }
}
