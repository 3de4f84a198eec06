package io.reservoir.dsl.check;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.syntax.Statement;
import io.reservoir.model.service.Network;
import io.reservoir.model.unit.Dimension;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks {@code SPEED(N) = q}: a floor and a ceiling for each attachment to a network. */
final class Speeds {
    private static final double FASTEST = 1e15;

    private final Scope scope;
    private final Constants constants;
    private final Problems problems;
    private final Map<String, Long> floors = new HashMap<>();
    private final Map<String, Long> ceilings = new HashMap<>();

    Speeds(Scope scope, Constants constants, Problems problems) {
        this.scope = scope;
        this.constants = constants;
        this.problems = problems;
    }

    Network of(String network, @Nullable String slaClass) {
        return new Network(network, floors.get(network), ceilings.get(network), slaClass);
    }

    boolean isSet(String network) {
        return floors.containsKey(network) || ceilings.containsKey(network);
    }

    void take(Statement.Equation equation) {
        var place = equation.place();
        if (place.replica() != null) {
            problems.error(Code.REPLICA, place.span(), "a network has no replicas");
            return;
        }
        var known = scope.checkNetwork(place.name());
        var speed = constants.number(equation.value(), Dimension.DATA_RATE, "`SPEED` is a rate of bytes", "5 MB/s");
        if (speed == null || !known) {
            return;
        }
        if (speed < 1 || speed > FASTEST) {
            problems.error(Code.RANGE, equation.value().span(), "a speed lies between 1 B/s and 1000 TB/s");
            return;
        }
        set(equation, place.name().text(), Math.round(speed));
    }

    private void set(Statement.Equation equation, String network, long speed) {
        var bounds = switch (equation.relation()) {
            case EQUALS -> List.of(floors, ceilings);
            case AT_LEAST -> List.of(floors);
            case AT_MOST -> List.of(ceilings);
        };
        if (bounds.stream().anyMatch(bound -> bound.containsKey(network))) {
            problems.error(
                    Code.OVERLAP,
                    equation.subject().span(),
                    "the speed of " + Problems.quoted(network) + " is set twice",
                    "`>=` sets its floor, `<=` its ceiling, `=` both");
            return;
        }
        bounds.forEach(bound -> bound.put(network, speed));
        var floor = floors.get(network);
        var ceiling = ceilings.get(network);
        if (floor != null && ceiling != null && floor > ceiling) {
            problems.error(
                    Code.SPEED,
                    equation.value().span(),
                    "the floor of " + Problems.quoted(network) + ", " + floor + " B/s, is above its ceiling, " + ceiling
                            + " B/s");
        }
    }
}
