package io.reservoir.dsl.bench;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A service as large as wanted: tiers of the usual shape, 13 statements each, where ten tiers hang together. */
final class ServiceText {
    private static final int CHAIN = 10;
    private static final String OFFICE = "calendar office = \"Mon-Fri 08:00-19:00 UTC\"";

    private ServiceText() {}

    /** A text of that many statements, which compiles without an error. */
    static String ofStatements(int count) {
        return Stream.concat(
                        Stream.of("service Large", "image web from \"images/web.qcow2\"", "network RED", OFFICE),
                        IntStream.iterate(1, i -> i + 1).boxed().flatMap(ServiceText::tier))
                .limit(count)
                .collect(Collectors.joining("\n"));
    }

    private static Stream<String> tier(int i) {
        var tier = "Tier" + i + "x";
        var first = i % CHAIN == 1;
        var before = "Tier" + (i - 1) + "x";
        return Stream.of(
                component(tier, first ? "" : "after " + before),
                "metric RequestPerSecond(" + tier + ") gauge req/s sum every 10 s",
                "metric Users(" + tier + ") gauge users sum every 10 s",
                "metric ResponseTime(" + tier + ") gauge ms p95 every 10 s",
                "Load(" + tier + ") = " + (first ? "RequestPerSecond(" + tier + ")" : "1.1 * Load(" + before + ")"),
                "Replicas(" + tier + ") = max(Load(" + tier + ") / 500, 2) over 30 s min 2 max 20 min 6 during office",
                "CPU(" + tier + ") = Users(" + tier + ") / 4000 when Users(" + tier
                        + ") > 100 min 1 max 8 // more users",
                "SLA(" + tier + ") = " + (i % 2 == 0 ? "Gold" : "Silver"),
                "Users(" + tier + ") = 60000",
                "objective ResponseTime(" + tier + ") <= 300 ms over 5 min in 99% of windows",
                "migrate " + tier + " when HostCPU(" + tier + ") > 85% for 10 min",
                "Deploy(" + tier + ") = { Domain1, Domain 3 }",
                i % 2 == 1 ? "network LAN" + i : "SPEED(LAN" + (i - 1) + ") = 5MBS");
    }

    private static String component(String name, String after) {
        return name + """
                (2 CPU, 1 GB, 10 GB disk) {
                  image web
                  networks RED, public
                  replicas min 1 max 40 initial 2
                  %s
                  ready when http GET :8080/health within 2 min
                  spread hosts
                }""".formatted(after);
    }
}
