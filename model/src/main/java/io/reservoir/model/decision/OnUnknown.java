package io.reservoir.model.decision;

/** What a target becomes while the inputs of its statement are unknown. */
public sealed interface OnUnknown {
    /** It stays as it is. */
    record Hold() implements OnUnknown {}

    /** It is that number, though never less than it is now: unknown inputs never scale in. */
    record Fallback(double number) implements OnUnknown {}

    /** It is the greatest that the bounds allow. */
    record Max() implements OnUnknown {}
}
