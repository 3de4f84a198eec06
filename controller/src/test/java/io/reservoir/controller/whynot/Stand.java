package io.reservoir.controller.whynot;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.controller.image.Replay;
import io.reservoir.controller.image.ServiceImage;
import io.reservoir.controller.node.Circumstances;
import io.reservoir.controller.node.ServiceMoment;
import io.reservoir.controller.observe.Addresses;
import io.reservoir.controller.plan.ReplicaValues;
import io.reservoir.controller.plan.Situation;
import io.reservoir.dsl.Rsl;
import io.reservoir.dsl.program.CheckedService;
import io.reservoir.dsl.program.Input;
import io.reservoir.model.decision.Variable;
import io.reservoir.model.decision.VariableState;
import io.reservoir.model.decision.VariableState.Point;
import io.reservoir.model.diagnostic.DiagnosticText;
import io.reservoir.model.diagnostic.Severity;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.reading.Value;
import io.reservoir.model.service.Size;
import io.reservoir.model.site.HostCapacity;
import io.reservoir.model.site.HostId;
import io.reservoir.model.sla.SlaClasses;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A service as it stands, in the making: without VEEs, and with its targets as they are for a day. */
final class Stand {
    static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private final CheckedService program;
    private final List<VariableState> states = new ArrayList<>();
    private final Map<String, Double> readings = new HashMap<>();

    private Stand(CheckedService program) {
        this.program = program;
    }

    static Stand of(CheckedService program) {
        return new Stand(program);
    }

    static Stand of(String... statements) {
        return new Stand(program(statements));
    }

    static CheckedService program(String... statements) {
        var text = "service Shop\nC1(1 CPU, 1 GB, 1 GB disk)\n" + String.join("\n", statements) + "\n";
        var compilation = Rsl.compile("shop.rsl", text);
        assertThat(compilation.diagnostics())
                .as(DiagnosticText.print(compilation.diagnostics(), text))
                .noneMatch(d -> d.severity() == Severity.ERROR);
        return Objects.requireNonNull(compilation.service());
    }

    Stand current(double replicas, Point... results) {
        return current(Variable.replicas("C1"), replicas, results);
    }

    Stand current(Variable variable, double size, Point... results) {
        var since = List.of(new Point(NOON.minus(Duration.ofDays(1)), size));
        return state(
                new VariableState(variable, size, results.length == 0 ? since : List.of(results), since, List.of()));
    }

    Stand state(VariableState state) {
        states.add(state);
        return this;
    }

    /** An input by its text; those that are not set are unknown. */
    Stand reading(String input, double value) {
        readings.put(input, value);
        return this;
    }

    ServiceMoment moment() {
        var id = program.spec().id();
        var image = ServiceImage.empty(id);
        image = Replay.apply(
                image, new Recorded(id, 1, new Epoch(1), NOON, new Entry.Decided(List.of(), List.copyOf(states))));
        var inputs = program.inputs().stream().map(this::value).toList();
        return new ServiceMoment(
                program,
                SlaClasses.SHIPPED,
                new Situation(
                        program.spec(),
                        SlaClasses.SHIPPED,
                        image,
                        List.of(host()),
                        Addresses.NONE,
                        ReplicaValues.UNKNOWN,
                        NOON),
                inputs,
                Circumstances.NONE);
    }

    private static HostCapacity host() {
        return new HostCapacity(new HostId("h1"), "D1", new Size(1000, 1L << 42, 1L << 42), new Size(0, 0, 0));
    }

    private Value value(Input input) {
        var reading = readings.get(input.text());
        return reading == null ? Value.unknown("no reading of " + input.text() + " yet") : Value.known(reading);
    }

    WhyNot asked(Inquiry.About about) {
        return Inquiry.of(moment(), Variable.replicas("C1"), about, true);
    }
}
