package io.reservoir.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Entry.Result;
import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.ledger.IntentId;
import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.service.Size;
import io.reservoir.model.site.HostId;
import io.reservoir.model.vee.VeeId;
import io.reservoir.model.vee.Verb;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MovesTest {
    private static final ServiceId SHOP = new ServiceId("Shop");
    private static final Size SIZE = new Size(1, 1, 1);
    private final List<Recorded> entries = new ArrayList<>();

    @Test
    void countsTheMovesThatWereCarriedThroughAndNothingElse() {
        call(Verb.DEFINE, Result.DONE);
        call(Verb.MIGRATE, Result.DONE);
        call(Verb.MIGRATE, Result.REFUSED);
        call(Verb.STAY, Result.DONE);
        call(Verb.MIGRATE, Result.DONE);
        add(new Entry.Claimed(vee(), new HostId("a"), Verb.MIGRATE, SIZE, new HostId("b")));
        assertThat(Moves.carriedThrough(entries)).isEqualTo(2);
    }

    private void call(Verb verb, Result result) {
        add(new Entry.Claimed(vee(), new HostId("a"), verb, SIZE, verb == Verb.MIGRATE ? new HostId("b") : null));
        add(new Entry.Finished(new IntentId(entries.size()), result, ""));
    }

    private void add(Entry entry) {
        entries.add(new Recorded(SHOP, entries.size() + 1, new Epoch(1), Instant.EPOCH, entry));
    }

    private static VeeId vee() {
        return new VeeId(SHOP, "C1", 1, 1);
    }
}
