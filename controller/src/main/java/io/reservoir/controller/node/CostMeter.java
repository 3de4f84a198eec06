package io.reservoir.controller.node;

import io.reservoir.controller.bill.ManifestTerms;
import io.reservoir.controller.bill.Spending;
import io.reservoir.controller.image.Entries;
import io.reservoir.controller.image.ServiceImage;
import io.reservoir.dsl.program.CheckedService;
import io.reservoir.model.money.Tariff;
import io.reservoir.model.port.Ledger;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Follows the ledger of a service whose costs somebody asks for, and of no other. */
final class CostMeter {
    private final Ledger ledger;
    private final List<Tariff> tariffs;
    private @Nullable Spending spending;

    CostMeter(Ledger ledger, List<Tariff> tariffs) {
        this.ledger = ledger;
        this.tariffs = tariffs;
    }

    /** What the service costs at that time, null where nothing depends on it. */
    @Nullable
    Costs costs(CheckedService program, ServiceImage image, Instant now) {
        if (!Costs.areAskedFor(program)) {
            return null;
        }
        return new Costs(program.budget(), upTo(image), Decider.tiers(program, image, now), now);
    }

    private Spending upTo(ServiceImage image) {
        var followed = spending == null ? new Spending(new ManifestTerms(), tariffs) : spending;
        spending = followed;
        if (followed.lastSeq() < image.lastSeq()) {
            Entries.tell(ledger::read, image.id(), followed.lastSeq(), followed::add);
        }
        return followed;
    }
}
