package io.reservoir.controller.api.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Entries of a service's ledger, the oldest first.
 *
 * @param next what to ask {@code after} for the page that follows; absent on the last one
 */
public record LedgerView(List<EntryView> entries, @Nullable Long next) {}
