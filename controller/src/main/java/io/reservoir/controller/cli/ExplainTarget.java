package io.reservoir.controller.cli;

import io.reservoir.dsl.problem.Suggestion;
import io.reservoir.model.decision.Variable;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** What {@code explain} is asked about. */
sealed interface ExplainTarget {
    Pattern ENTRY = Pattern.compile("#?(\\d{1,18})");
    Pattern CALL = Pattern.compile("([A-Za-z]+)\\s*\\(\\s*([^()\\s]+)\\s*\\)");
    Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");

    /** A target: {@code Replicas(C1)}, or {@code C1} alone for its replicas. */
    record OfVariable(Variable variable) implements ExplainTarget {}

    /** A VEE: {@code C1[3]}. */
    record OfVee(Replica replica) implements ExplainTarget {}

    /** An entry of the ledger: {@code #1234}, or {@code 1234}, which no shell takes for a comment. */
    record OfEntry(long seq) implements ExplainTarget {}

    /** What a text means; a text that means nothing is refused. */
    static ExplainTarget parse(String text) {
        var trimmed = text.strip();
        var entry = ENTRY.matcher(trimmed);
        if (entry.matches()) {
            return new OfEntry(Long.parseLong(entry.group(1)));
        }
        var replica = Replica.parse(trimmed);
        if (replica != null) {
            return new OfVee(replica);
        }
        var call = CALL.matcher(trimmed);
        if (call.matches()) {
            return new OfVariable(new Variable(kind(call.group(1)), call.group(2)));
        }
        if (NAME.matcher(trimmed).matches()) {
            return new OfVariable(Variable.replicas(trimmed));
        }
        throw Refusal.usage(
                "`" + text + "` can be no variable, VEE or entry",
                "write 'Replicas(C1)', C1 for its replicas, 'C1[3]' for a VEE, or 1234 for an entry of the ledger");
    }

    private static Variable.Kind kind(String word) {
        for (var kind : Variable.Kind.values()) {
            if (kind.word().equalsIgnoreCase(word)) {
                return kind;
            }
        }
        throw Refusal.usage("no decisions are made about `" + word + "`", Suggestion.help(word, kinds(), "variables"));
    }

    private static List<String> kinds() {
        return Arrays.stream(Variable.Kind.values()).map(Variable.Kind::word).toList();
    }
}
