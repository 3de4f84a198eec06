package io.reservoir.controller.cli;

import io.reservoir.dsl.Rsl;
import io.reservoir.model.diagnostic.Diagnostic;
import io.reservoir.model.money.Tariff;
import io.reservoir.model.sla.SlaBook;
import io.reservoir.model.sla.SlaVersion;
import java.util.List;

/** A provider's file without errors: its tariffs and SLA classes. */
record ProviderFile(List<Tariff> tariffs, List<SlaVersion> slaClasses) {
    /** Reads one; what is wrong with it is told, and nothing of it is used. */
    static ProviderFile read(String file, Terminal terminal) {
        var source = ManifestFile.read(file, terminal);
        var compilation = Rsl.provider(source.name(), source.text());
        if (Diagnostic.anyError(compilation.diagnostics())) {
            terminal.tell(Diagnoses.text(compilation.diagnostics(), source.text(), terminal.style())
                    .stripTrailing());
            throw Refusal.of(source.name() + " is no provider's file that can be used", null);
        }
        return new ProviderFile(compilation.tariffs(), compilation.slaClasses());
    }

    SlaBook book() {
        return new SlaBook(slaClasses);
    }
}
