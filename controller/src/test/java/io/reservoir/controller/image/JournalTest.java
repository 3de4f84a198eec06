package io.reservoir.controller.image;

import static io.reservoir.controller.image.Story.NOON;
import static io.reservoir.controller.image.Story.SHOP;
import static io.reservoir.controller.image.Story.c1;
import static io.reservoir.controller.image.Story.planned;
import static io.reservoir.controller.image.Story.start;
import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.cluster.store.MemoryLedger;
import io.reservoir.model.decision.Notice;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.ledger.Shard;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class JournalTest {
    private static final Shard SHARD = Shard.of(SHOP);

    private final MemoryLedger ledger = new MemoryLedger();
    private final List<Recorded> told = new ArrayList<>();

    @Test
    void replaysWhatItAppendsAndTellsOfIt() {
        var journal = open("a");
        assertThat(journal.append(NOON, List.of(new Entry.Activated(), planned(start(c1(1), "h1")))))
                .isTrue();
        assertThat(journal.image().lastSeq()).isEqualTo(2);
        assertThat(journal.image().vees()).containsOnlyKeys(c1(1));
        assertThat(told).isEqualTo(ledger.read(SHOP, 0, 10));
    }

    @Test
    void appendsNothingWhereThereIsNothingToAppend() {
        var journal = open("a");
        assertThat(journal.append(NOON, List.of())).isTrue();
        assertThat(ledger.read(SHOP, 0, 10)).isEmpty();
    }

    @Test
    void goesOnFromWhatTheLedgerHas() {
        var first = open("a");
        first.append(NOON, List.of(new Entry.Activated(), planned(start(c1(1), "h1"))));
        var second = open("b");
        assertThat(second.image()).isEqualTo(first.image());
        assertThat(second.epoch()).isGreaterThan(first.epoch());
    }

    @Test
    void readsALedgerOfManyPages() {
        var notices = Collections.nCopies(2_500, (Entry) new Entry.Noticed(new Notice(Notice.Code.BEYOND_MAX, "x")));
        open("a").append(NOON, notices);
        assertThat(Journal.replayed(ledger, SHOP).lastSeq()).isEqualTo(2_500);
    }

    @Test
    void aFencedJournalIsLostAndReplaysNothing() {
        var old = open("a");
        open("b").append(NOON, List.of(new Entry.Activated()));
        told.clear();
        var before = old.image();
        assertThat(old.append(NOON, List.of(new Entry.Undeployed()))).isFalse();
        assertThat(old.isLost()).isTrue();
        assertThat(old.image()).isEqualTo(before);
        assertThat(told).isEmpty();
        assertThat(ledger.read(SHOP, 0, 10)).extracting(Recorded::entry).containsExactly(new Entry.Activated());
        assertThat(old.append(NOON, List.of())).isFalse();
    }

    @Test
    void isLostWhereSomebodyElseWroteUnderItsEpoch() {
        var journal = open("a");
        ledger.append(SHOP, ledger.tenure(SHARD), 0, NOON, List.of(new Entry.Activated()));
        assertThat(journal.append(NOON, List.of(new Entry.Undeployed()))).isFalse();
        assertThat(journal.isLost()).isTrue();
        assertThat(journal.image().lastSeq()).isZero();
    }

    private Journal open(String owner) {
        var tenure = ledger.take(SHARD, ledger.tenure(SHARD), owner);
        return Journal.open(ledger, tenure, SHOP, told::add);
    }
}
