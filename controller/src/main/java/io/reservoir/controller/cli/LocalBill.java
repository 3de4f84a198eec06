package io.reservoir.controller.cli;

import io.reservoir.controller.bill.Billed;
import io.reservoir.controller.bill.Period;
import io.reservoir.controller.bill.Statement;
import io.reservoir.controller.bill.Terms;
import io.reservoir.dsl.Rsl;
import io.reservoir.model.diagnostic.Diagnostic;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.money.Tariff;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.sla.SlaClasses;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A bill from a ledger alone: nothing after its last entry is proven, so nothing after it is charged. */
final class LocalBill {
    /** {@code samples/tariffs/standard.rsl}, for ledgers that are read where that file is not. */
    static final String STANDARD = """
            // What a provider charges, by dimension. An SLA class multiplies these prices by its price factor.
            // Prices are decimal numbers and are kept exactly as written here.
            tariff standard from 2026-01-01 {
              currency EUR
              vee    0.002  per hour       // for each running VEE, whatever its size
              vcpu   0.024  per hour       // for each of its virtual CPUs
              memory 0.004  per GB hour    // while it runs
              disk   0.0001 per GB hour    // from its definition to its removal
            }
            """;

    private LocalBill() {}

    static Billed of(
            LedgerSite site, String service, @Nullable Instant from, @Nullable Instant to, List<Tariff> tariffs) {
        var id = site.id(service);
        var entries = Entries.of(site.ledger(), id);
        var until = entries.isEmpty() ? Instant.EPOCH : entries.getLast().at();
        var period = from == null && to == null ? null : period(id, entries, from, to, until);
        return Statement.of(id, entries, LocalBill::terms, tariffs, period, until);
    }

    private static Period period(
            ServiceId service, List<Recorded> entries, @Nullable Instant from, @Nullable Instant to, Instant until) {
        var begin = from == null && !entries.isEmpty() ? entries.getFirst().at() : from;
        var end = to == null ? until : to;
        if (begin == null || end.isBefore(begin)) {
            throw Refusal.of("the ledger of `" + service + "` ends at " + until + ", before that time", null);
        }
        return new Period(begin, end);
    }

    /** The tariffs in a file, or the standard one where none is named. */
    static List<Tariff> tariffs(@Nullable String file, Terminal terminal) {
        var source = file == null ? new ManifestFile("standard.rsl", STANDARD) : ManifestFile.read(file, terminal);
        var compilation = Rsl.tariffs(source.name(), source.text());
        if (Diagnostic.anyError(compilation.diagnostics())) {
            terminal.tell(Diagnoses.text(compilation.diagnostics(), source.text(), terminal.style())
                    .stripTrailing());
            throw Refusal.of(source.name() + " holds no tariffs that can be used", null);
        }
        return compilation.tariffs();
    }

    private static Map<String, Terms> terms(Recorded submitted) {
        var terms = new HashMap<String, Terms>();
        if (submitted.entry() instanceof Entry.Submitted(var file, var text)) {
            var program = Rsl.compile(file, text).service();
            if (program != null) {
                program.spec()
                        .components()
                        .forEach(component ->
                                terms.put(component.name(), Terms.of(SlaClasses.SHIPPED.named(component.slaClass()))));
            }
        }
        return terms;
    }
}
