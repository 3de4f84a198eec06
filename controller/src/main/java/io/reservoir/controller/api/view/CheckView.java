package io.reservoir.controller.api.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a check of a manifest found.
 *
 * @param valid true if it would be accepted
 * @param service the name of its service, where it is valid
 */
public record CheckView(boolean valid, @Nullable String service, List<DiagnosticView> diagnostics) {}
