package io.reservoir.dsl.ovf;

import io.reservoir.model.diagnostic.Diagnostic;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of the text of a service on its way to an envelope.
 *
 * @param xml the envelope, null if there is any error
 * @param diagnostics everything there is to say about the text, by place
 */
public record OvfExport(@Nullable String xml, List<Diagnostic> diagnostics) {}
