package io.reservoir.controller.node;

import io.reservoir.dsl.Rsl;
import io.reservoir.dsl.program.CheckedService;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Manifests drawn from a seed, as statements that may stand in any order. */
final class Manifests {
    static final List<String> METRICS_OF_C1 =
            List.of("RequestPerSecond", "QueueLength", "CpuUtilization", "ResponseTime", "Hits");

    private static final String FIXED = """
            metric RequestPerSecond(C1) gauge req/s sum every 10 s
            metric QueueLength(C1) gauge sum every 10 s
            metric CpuUtilization(C1) gauge avg every 10 s
            metric ResponseTime(C1) gauge ms p95 every 10 s
            metric Hits(C1) counter req sum every 10 s
            calendar office = "Mon-Sun 08:00-12:02 UTC"
            """;

    private static final List<String> VALUES = List.of(
            "RequestPerSecond(C1) / 100",
            "max(RequestPerSecond(C1) / 100, QueueLength(C1) / 20)",
            "Load(C1) / 100",
            "ceil(avg(RequestPerSecond(C1), 1 min) / 90)",
            "Current(C1) * CpuUtilization(C1) / 60%",
            "CpuUtilization(C1) > 80% ? Current(C1) + 1 : CpuUtilization(C1) < 30% ? Current(C1) - 1 : Current(C1)",
            "p90(ResponseTime(C1), 1 min) > 400 ms ? Ready(C1) + 2 : 2",
            "Hits(C1) / 100",
            "max(RequestPerSecond(C1) / 120, 2)");

    private static final List<String> CLAUSES = List.of(
            "",
            " band up 0",
            " headroom 20%",
            " stabilise down 30 s",
            " stabilise down 20 s rate down 100% per 10 s",
            " max RequestPerSecond(C1) / 40 + 2",
            " min QueueLength(C1) / 40",
            " min 3 during office",
            " within 1 min",
            " on unknown fallback 2",
            " cooldown in 40 s");

    private static final List<String> GUARDS =
            List.of("", "", " when QueueLength(C1) > 50", " when RequestPerSecond(C1) > 300", " during office");

    private Manifests() {}

    /** Statements of a service that compiles, in one order of many. */
    static List<String> statements(Random random) {
        while (true) {
            var statements = drawn(random);
            if (compiled(statements) != null) {
                return statements;
            }
        }
    }

    private static List<String> drawn(Random random) {
        var statements = new ArrayList<>(FIXED.lines().toList());
        statements.add("C1(1 CPU, 1 GB, 10 GB disk) { replicas min 1 max " + random.nextInt(8, 40) + " initial 4 }");
        statements.add("C2(1 CPU, 1 GB, 10 GB disk) { replicas max 20 }");
        statements.add("Load(C1) = RequestPerSecond(C1) + 2 * QueueLength(C1)");
        statements.add("Load(C2) = 0.5 * Load(C1)");
        if (random.nextBoolean()) {
            statements.add("Replicas(C2) = Load(C2) / 100" + one(CLAUSES.subList(0, 5), random));
        }
        if (random.nextInt(3) == 0) {
            statements.add("SLA(C1) = " + one(List.of("Gold", "Silver", "Bronze"), random));
        }
        if (random.nextInt(4) == 0) {
            statements.add("hold in C1 until 2026-03-02T12:0" + random.nextInt(1, 4) + ":00Z by \"ops\" \"a\"");
            statements.add("hold in C1 until 2026-03-02T12:02:30Z by \"ops\" \"b\"");
        }
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            statements.add("Replicas(C1) = " + one(VALUES, random) + one(GUARDS, random) + " priority "
                    + random.nextInt(2) + one(CLAUSES, random) + (random.nextBoolean() ? " combine max" : ""));
        }
        return List.copyOf(statements);
    }

    static List<String> shuffled(List<String> statements, Random random) {
        var copy = new ArrayList<>(statements);
        Collections.shuffle(copy, random);
        return copy;
    }

    /** The service of those statements, null where they have an error. */
    static @Nullable CheckedService compiled(List<String> statements) {
        return Rsl.compile("shop.rsl", "service Shop\n" + String.join("\n", statements) + "\n")
                .service();
    }

    private static String one(List<String> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }
}
