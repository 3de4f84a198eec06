package io.reservoir.dsl;

import io.reservoir.dsl.program.CheckedService;
import io.reservoir.model.diagnostic.Diagnostic;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of the text of a service.
 *
 * @param service the program, null if there is any error
 * @param diagnostics everything there is to say, by place
 */
public record Compilation(@Nullable CheckedService service, List<Diagnostic> diagnostics) {}
