package io.reservoir.controller.cli;

import io.reservoir.controller.bill.Billed;
import io.reservoir.controller.bill.ManifestTerms;
import io.reservoir.controller.bill.Period;
import io.reservoir.controller.bill.SlaAdjusting;
import io.reservoir.controller.bill.StandardTariff;
import io.reservoir.controller.bill.Statement;
import io.reservoir.controller.image.Entries;
import io.reservoir.controller.policy.PolicyArchive;
import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.money.Tariff;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.sla.SlaClasses;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A bill from a ledger alone: nothing after its last entry is proven, so nothing after it is charged. */
final class LocalBill {
    private LocalBill() {}

    static Billed of(
            LedgerSite site, String service, @Nullable Instant from, @Nullable Instant to, List<Tariff> tariffs) {
        var id = site.id(service);
        var entries = Entries.of(site.ledger()::read, id);
        var until = entries.isEmpty() ? Instant.EPOCH : entries.getLast().at();
        var period = from == null && to == null ? null : period(id, entries, from, to, until);
        var adjusting = new SlaAdjusting(SlaClasses.SHIPPED, new PolicyArchive(site.ledger()::read)::find);
        return Statement.of(id, entries, new ManifestTerms(), tariffs, adjusting, period, until);
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
        return file == null
                ? StandardTariff.load()
                : ProviderFile.read(file, terminal).tariffs();
    }
}
