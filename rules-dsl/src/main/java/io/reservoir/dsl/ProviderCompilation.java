package io.reservoir.dsl;

import io.reservoir.model.diagnostic.Diagnostic;
import io.reservoir.model.money.Tariff;
import io.reservoir.model.sla.SlaVersion;
import java.util.List;

/**
 * What became of the text of a provider.
 *
 * @param tariffs in the order of the text; empty if there is any error
 * @param slaClasses in the order of the text; empty if there is any error
 * @param diagnostics everything there is to say, by place
 */
public record ProviderCompilation(List<Tariff> tariffs, List<SlaVersion> slaClasses, List<Diagnostic> diagnostics) {}
