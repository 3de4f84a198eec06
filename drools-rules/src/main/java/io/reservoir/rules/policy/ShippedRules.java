package io.reservoir.rules.policy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The rules that come with the program, one a file, so that an operator's rule of the same name takes its place. */
public final class ShippedRules {
    /** Who wrote them. */
    public static final String AUTHOR = "reservoir";

    private static final List<String> RULES = List.of(
            "fast-burn-headroom.drl",
            "fast-burn-hold.drl",
            "slow-burn-alarm.drl",
            "set-aside-goes-first.drl",
            "set-aside-asks-to-move.drl",
            "credit-by-class.drl");
    private static final String GOLDEN = "shipped.golden.json";

    private ShippedRules() {}

    public static List<RuleFile> files() {
        return RULES.stream().map(name -> new RuleFile(name, text(name))).toList();
    }

    /** The golden cases that they keep to: a text in JSON. */
    public static RuleFile goldenCases() {
        return new RuleFile(GOLDEN, text(GOLDEN));
    }

    private static String text(String resource) {
        try (var in = Objects.requireNonNull(ShippedRules.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
