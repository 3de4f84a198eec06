package io.reservoir.controller.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.cluster.store.MemoryLedger;
import io.reservoir.controller.node.NodeLedger;
import io.reservoir.controller.sla.ManifestPromises;
import io.reservoir.controller.sla.SlaAccount;
import io.reservoir.controller.snapshot.Snapshots;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.ledger.Shard;
import io.reservoir.model.port.Ledger;
import io.reservoir.model.port.Ledger.Snapshot;
import io.reservoir.model.port.Ledger.Tenure;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.sla.SlaClasses;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A snapshot and what follows it come to the same as the whole ledger. */
class SnapshotsTest {
    private static List<Recorded> entries;
    private static ServiceId service;

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);

    @BeforeAll
    static void anEventfulHour() {
        entries = NodeLedger.ofAnEventfulHour();
        service = entries.getFirst().service();
    }

    @Test
    void aSnapshotAnywhereAndTheRestComeToTheSameAsTheWholeLedger() {
        var whole = new Fold();
        whole.add(entries);
        for (var i = 0; i < 60; i++) {
            var cut = random.nextInt(entries.size() + 1);
            var before = new Fold();
            before.add(entries.subList(0, cut));
            var after = Fold.of(Snapshots.of(before.image, before.account));
            var at = "seed %s, cut at %s".formatted(seed, cut);
            assertThat(after.image).as(at).isEqualTo(before.image);
            assertThat(after.account.state()).as(at).isEqualTo(before.account.state());

            after.add(entries.subList(cut, entries.size()));

            assertThat(after.image).as(at).isEqualTo(whole.image);
            assertThat(after.account.state()).as(at).isEqualTo(whole.account.state());
            var end = whole.image.lastAt().plus(Duration.ofMinutes(random.nextInt(300)));
            for (var component : List.of("C1", "C2")) {
                assertThat(after.account.burn(component, end)).as(at).isEqualTo(whole.account.burn(component, end));
            }
        }
    }

    @Test
    void anOpenedJournalReadsOnlyWhatTheSnapshotHasNot() {
        var ledger = written(entries);
        var tenure = tenure(ledger);
        var whole = Journal.open(ledger, tenure, service, recorded -> {}, account());
        var cut = entries.size() - 10;
        var before = new Fold();
        before.add(entries.subList(0, cut));
        ledger.keep(service, Snapshots.of(before.image, before.account));

        var told = new ArrayList<Recorded>();
        var account = account();
        var counting = new Follower() {
            @Override
            public void accept(Recorded recorded) {
                told.add(recorded);
                account.accept(recorded);
            }

            @Override
            public String state() {
                return account.state();
            }

            @Override
            public void restore(String state) {
                account.restore(state);
            }
        };
        var opened = Journal.open(ledger, tenure, service, recorded -> {}, counting);

        assertThat(opened.image()).isEqualTo(whole.image());
        assertThat(told).hasSize(10);
    }

    @Test
    void aJournalKeepsSnapshotsAsItGoesOn() {
        var ledger = new MemoryLedger();
        var shard = Shard.of(service);
        var tenure = ledger.take(shard, null, "node");
        var account = account();
        var journal = Journal.open(ledger, tenure, service, recorded -> {}, account);
        for (var i = 0; i < 1_234; i++) {
            journal.append(entries.getFirst().at(), List.of(new Entry.Activated()));
        }

        assertThat(ledger.snapshot(service).seq()).isEqualTo(1_000);
        var reopened = Journal.open(ledger, tenure, service, recorded -> {}, account());
        assertThat(reopened.image()).isEqualTo(journal.image());
        reopened.append(entries.getFirst().at(), List.of(new Entry.Activated()));
        assertThat(ledger.snapshot(service).seq()).isEqualTo(1_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1 0 {}",
                "99 {crc} {json}",
                "1 00000000 {json}",
                "1 {crc} {json} ",
                "{json}",
            })
    void aSnapshotThatCannotBeReadIsAsIfItWereNotThere(String form) {
        var ledger = written(entries);
        var before = new Fold();
        before.add(entries.subList(0, 100));
        var good = Snapshots.of(before.image, before.account).state().split(" ", 3);
        var bad = form.replace("{crc}", good[1]).replace("{json}", good[2]);
        ledger.keep(service, new Snapshot(100, bad));

        var account = account();
        var opened = Journal.open(ledger, tenure(ledger), service, recorded -> {}, account);

        var whole = new Fold();
        whole.add(entries);
        assertThat(opened.image()).isEqualTo(whole.image);
        assertThat(account.state()).isEqualTo(whole.account.state());
    }

    @Test
    void aSnapshotOfAnotherServiceOrMomentIsOfNoUse() {
        var before = new Fold();
        before.add(entries.subList(0, 100));
        var state = Snapshots.of(before.image, before.account).state();

        assertThat(Snapshots.image(new ServiceId("bank"), new Snapshot(100, state), account()))
                .isNull();
        assertThat(Snapshots.image(service, new Snapshot(99, state), account())).isNull();
        assertThat(Snapshots.image(service, new Snapshot(100, state), account()))
                .isEqualTo(before.image);
    }

    private static SlaAccount account() {
        return SlaAccount.running(new ManifestPromises(SlaClasses.SHIPPED));
    }

    private static Ledger written(List<Recorded> entries) {
        var ledger = new MemoryLedger();
        var tenure = ledger.take(Shard.of(service), null, "node");
        for (var recorded : entries) {
            ledger.append(service, tenure, recorded.seq() - 1, recorded.at(), List.of(recorded.entry()));
        }
        return ledger;
    }

    private static Tenure tenure(Ledger ledger) {
        return ledger.tenure(Shard.of(service));
    }

    /** An image and an account on their way through a ledger. */
    private static final class Fold {
        private ServiceImage image = ServiceImage.empty(service);
        private final SlaAccount account = account();

        static Fold of(Snapshot snapshot) {
            var fold = new Fold();
            fold.image = Snapshots.image(service, snapshot, fold.account);
            return fold;
        }

        void add(List<Recorded> more) {
            for (var recorded : more) {
                image = Replay.apply(image, recorded);
                account.accept(recorded);
            }
        }
    }
}
