package io.reservoir.controller.replay;

import java.util.regex.Pattern;

/**
 * Which metric a trace stands for: readings are the trace's values times {@code factor}, in the metric's own unit.
 * Written {@code RequestPerSecond(C1)=0.1}.
 */
public record Feed(String metric, String component, double factor) {
    private static final Pattern TEXT =
            Pattern.compile("([A-Za-z_]\\w{0,63})\\(([A-Za-z_][\\w-]{0,63})\\)\\s*=\\s*(\\d{1,9}(?:\\.\\d{1,12})?)");

    /** Reads what a person typed; any other text is refused by an {@link IllegalArgumentException} that says how. */
    public static Feed parse(String text) {
        var match = TEXT.matcher(text.strip());
        if (!match.matches()) {
            throw new IllegalArgumentException(
                    "`" + text + "` is no feed: write METRIC(COMPONENT)=FACTOR, such as RequestPerSecond(C1)=0.1");
        }
        return new Feed(match.group(1), match.group(2), Double.parseDouble(match.group(3)));
    }
}
