package io.reservoir.rules.bench;

import io.reservoir.dsl.program.CheckedService;
import io.reservoir.model.decision.Candidate;
import io.reservoir.model.decision.Evaluation;
import io.reservoir.model.reading.Value;
import io.reservoir.rules.session.EvaluationOutcome;
import io.reservoir.rules.session.RuleEngine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.stream.DoubleStream;

/** The engine as a node runs it. Texts are compiled to programs before it is deployed to. */
public final class EngineContender implements Contender {
    public static final String NAME = "Reservoir";

    private final RuleEngine engine = new RuleEngine();
    private final List<CheckedService> programs;
    private final int[] targets;
    private Instant now = Instant.MIN;

    public EngineContender(Workload workload) {
        var ofText = new HashMap<String, CheckedService>();
        programs = new ArrayList<>(workload.services());
        for (int i = 0; i < workload.services(); i++) {
            programs.add(ofText.computeIfAbsent(workload.text(i), Workload::program));
        }
        targets = new int[workload.services() * Workload.ASSIGNMENTS];
        Arrays.fill(targets, Decisions.INITIAL);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void deploy(int service) {
        engine.deploy(Workload.id(service), programs.get(service));
    }

    @Override
    public int take(Readings readings, int index) {
        var reading = readings.reading(index);
        now = reading.at();
        if (!engine.accept(reading) || !engine.refresh(reading.service(), now)) {
            return 0;
        }
        int first = readings.service(index) * Workload.ASSIGNMENTS;
        int assignment = first;
        int changed = 0;
        for (var candidate : evaluation(readings.service(index)).candidates()) {
            int target = decide(targets[assignment], candidate);
            if (target != targets[assignment]) {
                targets[assignment] = target;
                changed++;
            }
            engine.keepQuiet(
                    reading.service(), candidate.statement(), Decisions.quietFrom(target), Decisions.quietTo(target));
            assignment++;
        }
        return changed;
    }

    private static int decide(int standing, Candidate candidate) {
        var isActive = candidate.active() instanceof Value.Known(var active) && active != 0;
        return isActive ? Decisions.next(standing, candidate.raw().orNaN()) : standing;
    }

    @Override
    public int target(int service, int assignment) {
        return targets[service * Workload.ASSIGNMENTS + assignment];
    }

    @Override
    public double[] values(int service) {
        var evaluation = evaluation(service);
        return DoubleStream.concat(
                        evaluation.indicators().stream()
                                .mapToDouble(indicator -> indicator.value().orNaN()),
                        evaluation.candidates().stream()
                                .mapToDouble(candidate -> candidate.raw().orNaN()))
                .toArray();
    }

    private Evaluation evaluation(int service) {
        return switch (engine.evaluate(Workload.id(service), now)) {
            case EvaluationOutcome.Evaluated(var evaluation) -> evaluation;
            case EvaluationOutcome.Parked parked -> throw new IllegalStateException(parked.cause());
        };
    }

    @Override
    public void close() {
        engine.close();
    }
}
