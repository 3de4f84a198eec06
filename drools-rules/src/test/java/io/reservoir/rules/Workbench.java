package io.reservoir.rules;

import static io.reservoir.rules.TestProgram.binary;

import io.reservoir.dsl.program.CheckedService;
import io.reservoir.model.decision.Candidate;
import io.reservoir.model.decision.Evaluation;
import io.reservoir.model.reading.Reading;
import io.reservoir.model.reading.Value;
import io.reservoir.model.service.ServiceId;
import io.reservoir.rules.session.EvaluationOutcome;
import io.reservoir.rules.session.FleetView;
import io.reservoir.rules.session.RuleEngine;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** An engine on the workbench: short words for what tests do to it. Seconds count from one fixed instant. */
public final class Workbench {
    public static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    public static final ServiceId SHOP = new ServiceId("shop");

    public final RuleEngine engine;

    public Workbench() {
        this(new RuleEngine());
    }

    public Workbench(RuleEngine engine) {
        this.engine = engine;
    }

    public static Instant at(double seconds) {
        return START.plusNanos((long) (seconds * 1e9));
    }

    /** {@code Replicas(C1) = RequestPerSecond(C1) / perReplica}. */
    public static CheckedService proportional(double perReplica) {
        var program = new TestProgram().gauge("RequestPerSecond", "C1");
        return program.replicas("C1", binary(program.read("RequestPerSecond", "C1"), "/", program.constant(perReplica)))
                .build("shop");
    }

    public Workbench deploy(CheckedService program) {
        engine.deploy(SHOP, program);
        return this;
    }

    public boolean read(String metric, String component, double value, double seconds) {
        return read(metric, component, Reading.SERVICE_LEVEL, value, seconds);
    }

    public boolean read(String metric, String component, int replica, double value, double seconds) {
        return engine.accept(new Reading(SHOP, metric, component, replica, value, at(seconds)));
    }

    /** The component has those replicas, all ready. */
    public Workbench ready(String component, Integer... ordinals) {
        engine.fleet(
                SHOP,
                new FleetView(Map.of(
                        component,
                        new FleetView.Tier(
                                ordinals.length, Arrays.stream(ordinals).collect(Collectors.toSet())))));
        return this;
    }

    public Workbench noneReady(String component) {
        engine.fleet(SHOP, new FleetView(Map.of(component, new FleetView.Tier(0, Set.of()))));
        return this;
    }

    public Evaluation evaluate(double seconds) {
        return evaluate(SHOP, seconds);
    }

    public Evaluation evaluate(ServiceId service, double seconds) {
        return switch (engine.evaluate(service, at(seconds))) {
            case EvaluationOutcome.Evaluated(var evaluation) -> evaluation;
            case EvaluationOutcome.Parked(var id, var when, var cause) ->
                throw new AssertionError(id + " is parked at " + when + ": " + cause);
        };
    }

    public Value raw(double seconds) {
        return only(evaluate(seconds)).raw();
    }

    public static Candidate only(Evaluation evaluation) {
        if (evaluation.candidates().size() != 1) {
            throw new AssertionError("not one candidate: " + evaluation.candidates());
        }
        return evaluation.candidates().getFirst();
    }

    public static Value input(Evaluation evaluation, int index) {
        return evaluation.inputs().get(index).value();
    }

    public static Value indicator(Evaluation evaluation, String name) {
        return evaluation.indicators().stream()
                .filter(i -> i.name().equals(name))
                .findFirst()
                .orElseThrow()
                .value();
    }
}
