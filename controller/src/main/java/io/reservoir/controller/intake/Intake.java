package io.reservoir.controller.intake;

import io.reservoir.controller.node.Lanes;
import io.reservoir.controller.node.Node;
import io.reservoir.dsl.program.CheckedService;
import io.reservoir.model.reading.Reading;
import io.reservoir.model.service.ServiceId;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The road that every reading takes, whoever sends it: checked, brought to base units, handed to the rules. A batch is
 * taken whole or not at all. Safe for many threads if its site is.
 */
public final class Intake {
    private final Site site;
    private final InstantSource clock;
    private final Limits limits;
    private final Consumer<Admission> listener;
    private final MetricNames names;

    /** Where readings go. */
    public interface Site {
        /** The program of a service, null where there is no such service. */
        @Nullable
        CheckedService program(ServiceId service);

        List<String> services();

        /** Takes checked readings. */
        Admission accept(List<Reading> readings);
    }

    /** What a look at a batch has shown. */
    public sealed interface Checked {
        /** It can be taken. */
        record Good(List<Reading> readings) implements Checked {}

        /** It cannot. */
        record Bad(Admission why) implements Checked {}
    }

    /** @param listener told of every batch */
    public Intake(Site site, InstantSource clock, Limits limits, Consumer<Admission> listener) {
        this.site = site;
        this.clock = clock;
        this.limits = limits;
        this.listener = listener;
        names = new MetricNames(limits);
    }

    /** The intake of a node, on its thread. */
    public static Intake of(Node node, Limits limits, Consumer<Admission> listener) {
        return new Intake(new OfNode(node), node.clock(), limits, listener);
    }

    /**
     * The intake of all lanes of a controller, for any thread.
     *
     * @param taking what is done with checked readings, and how many of them some statement looks at
     */
    public static Intake of(
            Lanes lanes,
            InstantSource clock,
            Limits limits,
            Consumer<Admission> listener,
            ToIntFunction<List<Reading>> taking) {
        return new Intake(new OfLanes(lanes, taking), clock, limits, listener);
    }

    /** Takes a batch, or names what is wrong with each bad reading in it. */
    public Admission accept(List<RawReading> batch) {
        var admission = switch (check(batch)) {
            case Checked.Bad(var why) -> why;
            case Checked.Good(var readings) -> site.accept(readings);
        };
        listener.accept(admission);
        return admission;
    }

    /** Looks at a batch and takes nothing yet. */
    public Checked check(List<RawReading> batch) {
        if (batch.size() > limits.batch()) {
            return new Checked.Bad(new Admission.TooMany(limits.batch()));
        }
        var now = clock.instant();
        var trial = names.trial(now);
        var check = new ReadingCheck(site, limits, trial, new Suggestions(), now);
        var readings = new ArrayList<Reading>(batch.size());
        var faults = new ArrayList<Fault>();
        for (var index = 0; index < batch.size(); index++) {
            switch (check.check(index, batch.get(index))) {
                case ReadingCheck.Good(var reading) -> readings.add(reading);
                case ReadingCheck.Bad(var fault) -> faults.add(fault);
            }
        }
        if (!faults.isEmpty()) {
            var named = faults.subList(0, Math.min(faults.size(), limits.faults()));
            return new Checked.Bad(new Admission.Refused(List.copyOf(named), faults.size()));
        }
        trial.keep();
        return new Checked.Good(readings);
    }

    private record OfLanes(Lanes lanes, ToIntFunction<List<Reading>> taking) implements Site {
        @Override
        public @Nullable CheckedService program(ServiceId service) {
            return lanes.program(service);
        }

        @Override
        public List<String> services() {
            return lanes.services();
        }

        @Override
        public Admission accept(List<Reading> readings) {
            return Admission.Taken.of(taking.applyAsInt(readings), readings.size());
        }
    }

    private record OfNode(Node node) implements Site {
        @Override
        public @Nullable CheckedService program(ServiceId service) {
            return node.program(service);
        }

        @Override
        public List<String> services() {
            return node.services().stream().map(ServiceId::name).toList();
        }

        @Override
        public Admission accept(List<Reading> readings) {
            return Admission.Taken.of(node.accept(readings), readings.size());
        }
    }
}
