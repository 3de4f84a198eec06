package io.reservoir.controller.explain;

import io.reservoir.controller.api.view.EntryView;
import java.util.List;

/**
 * One entry of a ledger and the way back from it to the manifest.
 *
 * @param cameFrom the entries that it follows from, the nearest first: claim, plan, manifest
 * @param decisions those that stand in it, or that were in force where it was planned
 */
public record EntryExplanation(EntryView entry, List<EntryView> cameFrom, List<Explanation> decisions) {}
