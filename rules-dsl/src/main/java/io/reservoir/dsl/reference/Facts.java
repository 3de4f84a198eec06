package io.reservoir.dsl.reference;

import io.reservoir.dsl.Rsl;
import io.reservoir.dsl.program.Input;
import io.reservoir.model.decision.Policy;
import io.reservoir.model.decision.Variable;
import io.reservoir.model.service.DrainRule;
import io.reservoir.model.service.Metric;
import io.reservoir.model.service.Probe;
import io.reservoir.model.service.ReplicaBounds;
import io.reservoir.model.sla.Objective;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/** Numbers of the code that the description names. */
final class Facts {
    private final Map<String, String> facts = Map.of(
            "least replicas", String.valueOf(ReplicaBounds.DEFAULT_MIN),
            "most replicas", String.valueOf(ReplicaBounds.DEFAULT_MAX),
            "probe", InWords.of(Probe.DEFAULT.within()),
            "drain", InWords.of(DrainRule.DEFAULT_LONGEST),
            "period", InWords.of(Metric.DEFAULT_PERIOD),
            "window", InWords.of(window("")),
            "periods", String.valueOf(window("metric M(C) gauge every 1 h\n").toHours()),
            "objective window", InWords.of(Objective.DEFAULT_WINDOW),
            "band up", InWords.percent(replicas().bandUp()),
            "band down", InWords.percent(replicas().bandDown()));

    private static Policy replicas() {
        return Policy.defaults(Variable.Kind.REPLICAS);
    }

    /** The window in which the compiler reads a metric where no other is written; of an hourly one, so many periods. */
    private static Duration window(String declaration) {
        var service = Rsl.compile("window.rsl", declaration + "CPU(C) = M(C)").service();
        return ((Input.Windowed) Objects.requireNonNull(service).inputs().getFirst()).window();
    }

    String named(String name) {
        var fact = facts.get(name);
        if (fact == null) {
            throw new IllegalStateException("the reference knows no fact `" + name + "`");
        }
        return fact;
    }
}
