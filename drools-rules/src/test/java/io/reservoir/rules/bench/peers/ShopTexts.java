package io.reservoir.rules.bench.peers;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The statements of the workload as texts that CEL, JEXL and DRL read alike. */
final class ShopTexts {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z]\\w*");

    private ShopTexts() {}

    /**
     * A statement.
     *
     * @param name of what it defines
     * @param guard null where it always holds
     */
    record Statement(String name, String text, @Nullable String guard) {}

    /** The names that a text reads. */
    static List<String> reads(String text) {
        return NAME.matcher(text).results().map(MatchResult::group).distinct().toList();
    }

    /**
     * All ten, indicators first.
     *
     * @param indicators their names
     * @param capacity a name or a number
     */
    static List<Statement> statements(List<String> indicators, String capacity) {
        var x = indicators.get(0);
        var y = indicators.get(1);
        var z = indicators.get(2);
        var replicas3 = "%1$s / 700.0 > d / 50.0 ? %1$s / 700.0 : d / 50.0".formatted(z);
        return List.of(
                new Statement(x, "a + b", null),
                new Statement(y, "3.0 * " + x, null),
                new Statement(z, "0.5 * " + y + " + c", null),
                new Statement("replicas1", "a / " + capacity, null),
                new Statement("replicas2", y + " / 900.0", null),
                new Statement("replicas3", replicas3, null),
                new Statement("replicas4", "h / 300.0", null),
                new Statement("cpu1", "e / 125.0", "f > 400.0"),
                new Statement("cpu2", "g > 500.0 ? 4.0 : 2.0", null),
                new Statement("cpu3", "(f + g) / 400.0", null));
    }
}
