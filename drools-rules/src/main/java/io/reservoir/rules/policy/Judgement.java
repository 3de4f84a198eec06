package io.reservoir.rules.policy;

import java.util.List;

/** What came of asking the rules. */
public sealed interface Judgement<T extends Opinion> {
    /** What they inserted, by name of rule, each once. */
    record Judged<T extends Opinion>(List<Ruled<T>> verdicts) implements Judgement<T> {}

    /** A rule failed, or fired without end: nothing it said counts. */
    record Stuck<T extends Opinion>(String rule, String cause) implements Judgement<T> {
        public String inWords() {
            return "policy rule `" + rule + "` " + cause;
        }
    }
}
