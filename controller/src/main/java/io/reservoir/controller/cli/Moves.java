package io.reservoir.controller.cli;

import io.reservoir.controller.image.Entries;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.IntentId;
import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.port.Ledger;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.vee.Verb;
import java.util.HashSet;
import java.util.List;

/** Counts the moves of VEEs that a ledger tells of. */
final class Moves {
    private Moves() {}

    /** How many of a service were carried through. */
    static int carriedThrough(Ledger ledger, ServiceId service) {
        return carriedThrough(Entries.of(ledger::read, service));
    }

    static int carriedThrough(List<Recorded> entries) {
        var claimed = new HashSet<IntentId>();
        var done = 0;
        for (var recorded : entries) {
            if (recorded.entry() instanceof Entry.Claimed claim && claim.verb() == Verb.MIGRATE) {
                claimed.add(new IntentId(recorded.seq()));
            } else if (recorded.entry() instanceof Entry.Finished finished
                    && finished.result() == Entry.Result.DONE
                    && claimed.remove(finished.intent())) {
                done++;
            }
        }
        return done;
    }
}
