package io.reservoir.controller.cli;

import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.port.Ledger;
import io.reservoir.model.service.ServiceId;
import java.util.ArrayList;
import java.util.List;

/** All entries of a service at once: for what is made from the whole of them. */
final class Entries {
    private static final int PAGE = 1_000;

    private Entries() {}

    static List<Recorded> of(Ledger ledger, ServiceId service) {
        var all = new ArrayList<Recorded>();
        List<Recorded> page;
        do {
            page = ledger.read(service, all.size(), PAGE);
            all.addAll(page);
        } while (page.size() == PAGE);
        return all;
    }
}
