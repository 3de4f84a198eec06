package io.reservoir.controller.node;

import org.jspecify.annotations.Nullable;

/**
 * What decisions about a service depend on beside its readings and its own ledger.
 *
 * @param costs null where nothing depends on them
 * @param blackout why nothing shrinks at present, null where nothing forbids it
 * @param oversights operators' policy and the contract
 */
public record Circumstances(@Nullable Costs costs, @Nullable String blackout, Oversights oversights) {
    /** Nothing is bounded, held or judged. */
    public static final Circumstances NONE = new Circumstances(null, null, Oversights.SILENT);
}
