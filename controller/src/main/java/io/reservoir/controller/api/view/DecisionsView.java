package io.reservoir.controller.api.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Recorded decisions, the newest first.
 *
 * @param next what to ask {@code before} for the page that follows; absent on the last one
 */
public record DecisionsView(
        List<DecisionView> decisions, @Nullable Long next) {}
