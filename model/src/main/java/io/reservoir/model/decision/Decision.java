package io.reservoir.model.decision;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One decision about one variable, with everything that led to it.
 *
 * @param from the target in force before
 * @param target the target in force from now on
 * @param unmet how much more was wanted than could be granted
 * @param authority whose word decided
 * @param source the statement that it follows from, null where none was active
 * @param inputs what the statement read
 * @param lines one line per stage, in the order of the stages
 */
public record Decision(
        Variable variable,
        Instant at,
        double from,
        double target,
        double unmet,
        Authority authority,
        @Nullable Source source,
        List<NamedValue> inputs,
        List<StageLine> lines,
        List<Notice> notices) {
    /** How the line of the gates begins while the global scale-in hold is on; its cause follows. */
    public static final String GLOBAL_HOLD = "global scale-in hold: ";

    public boolean changes() {
        return target != from;
    }

    /** The same decision with that said of its inputs. */
    public Decision withInputs(List<NamedValue> said) {
        return new Decision(variable, at, from, target, unmet, authority, source, said, lines, notices);
    }

    /** The line of the last stage that changed the value: what decided, in a sentence. */
    public String because() {
        StageLine last = null;
        for (var line : lines) {
            if (last == null || line.changed()) {
                last = line;
            }
        }
        return last == null ? "no statement" : last.stage() + ": " + last.text();
    }
}
