package io.reservoir.rules.policy;

/** What rules may insert to have a say. */
public sealed interface Opinion permits Verdict, Adjustment {
    /** Why, a sentence without a full stop. */
    String reason();

    /** What it says, without the reason, such as {@code cap 4 by operator hold}. */
    String inWords();
}
