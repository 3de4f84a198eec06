package io.reservoir.controller.api.view;

import java.util.List;

/** A manifest was taken: the service as it is now, and warnings about the text. */
public record SubmittedView(ServiceView service, List<DiagnosticView> diagnostics) {}
