package io.reservoir.model.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.ledger.Shard;
import io.reservoir.model.plan.Step;
import io.reservoir.model.port.Ledger.Appended;
import io.reservoir.model.port.Ledger.Snapshot;
import io.reservoir.model.port.Ledger.Tenure;
import io.reservoir.model.reading.Value;
import io.reservoir.model.service.ServiceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link Ledger} keeps to. A test of a ledger extends this and says how an empty one is opened. */
public abstract class LedgerContract {
    protected static final ServiceId SHOP = EntrySamples.SHOP;
    protected static final Shard SHARD = Shard.of(SHOP);
    protected static final Instant NOON = Instant.parse("1998-06-30T12:00:00.123456789Z");

    private static final int EVERYTHING = Integer.MAX_VALUE;

    protected Ledger ledger;

    /** A ledger in which nothing was ever written. */
    protected abstract Ledger openEmpty();

    @BeforeEach
    void open() {
        ledger = openEmpty();
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    // tenure

    @Test
    void aShardThatNobodyTookHasNoTenure() {
        assertThat(ledger.tenure(SHARD)).isNull();
    }

    @Test
    void aShardBelongsToWhoeverTookIt() {
        var taken = ledger.take(SHARD, null, "node-a");

        assertThat(taken.owner()).isEqualTo("node-a");
        assertThat(ledger.tenure(SHARD)).isEqualTo(taken);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, Shard.COUNT - 1})
    void everyShardIsTakenForItself(int number) {
        ledger.take(new Shard(number), null, "node-a");

        assertThat(IntStream.range(0, Shard.COUNT).filter(n -> ledger.tenure(new Shard(n)) != null))
                .containsExactly(number);
    }

    @Test
    void theEpochGrowsByOneWithEveryTakeTheOwnersOwnIncluded() {
        var first = ledger.take(SHARD, null, "node-a");
        var second = ledger.take(SHARD, first, "node-b");
        var third = ledger.take(SHARD, second, "node-b");

        assertThat(second).isEqualTo(new Tenure("node-b", after(first.epoch())));
        assertThat(third).isEqualTo(new Tenure("node-b", after(second.epoch())));
        assertThat(ledger.tenure(SHARD)).isEqualTo(third);
    }

    @Test
    void aShardIsOnlyTakenWithItsTenureAsSeen() {
        assertThat(ledger.take(SHARD, new Tenure("node-a", new Epoch(1)), "node-b"))
                .isNull();
        assertThat(ledger.tenure(SHARD)).isNull();

        var now = ledger.take(SHARD, null, "node-a");

        assertThat(ledger.take(SHARD, null, "node-b")).isNull();
        assertThat(ledger.take(SHARD, new Tenure("node-a", after(now.epoch())), "node-b"))
                .isNull();
        assertThat(ledger.take(SHARD, new Tenure("node-a", before(now.epoch())), "node-b"))
                .isNull();
        assertThat(ledger.take(SHARD, new Tenure("node-c", now.epoch()), "node-b"))
                .isNull();
        assertThat(ledger.tenure(SHARD)).isEqualTo(now);
    }

    @Test
    void ofManyWhoTakeAShardAtOnceOneWins() throws Exception {
        Tenure seen = null;
        for (var round = 0; round < 20; round++) {
            var before = seen;
            var tenures = atOnce(4, taker -> ledger.take(SHARD, before, "node-" + taker));
            var won = tenures.stream().filter(t -> t != null).toList();
            assertThat(won).hasSize(1);
            assertThat(ledger.tenure(SHARD)).isEqualTo(won.getFirst());
            seen = won.getFirst();
        }
    }

    @Test
    void allTenuresAreToldAtOnce() {
        assertThat(ledger.tenures()).isEmpty();
        var expected = new HashMap<Shard, Tenure>();
        for (var number : new int[] {0, 7, Shard.COUNT - 1}) {
            var shard = new Shard(number);
            expected.put(shard, ledger.take(shard, null, "node-" + number));
        }
        var seven = new Shard(7);
        expected.put(seven, ledger.take(seven, expected.get(seven), "node-b"));

        assertThat(ledger.tenures()).isEqualTo(expected);
    }

    // append

    @Test
    void entriesOfAServiceCountFromOneWithoutGaps() {
        var mine = own(SHOP);

        assertThat(append(mine, 0, submitted(1))).isEqualTo(new Appended.At(1));
        assertThat(append(mine, 1, submitted(2), submitted(3), submitted(4))).isEqualTo(new Appended.At(4));
        assertThat(append(mine, 4, submitted(5))).isEqualTo(new Appended.At(5));

        assertThat(everything())
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 5)
                        .mapToObj(seq -> new Recorded(SHOP, seq, mine.epoch(), NOON, submitted(seq)))
                        .toList());
    }

    @Test
    void everyServiceCountsForItself() {
        var bank = new ServiceId("bank");
        append(own(SHOP), 0, submitted(1), submitted(2));

        assertThat(ledger.append(bank, own(bank), 0, NOON, List.of(submitted(1))))
                .isEqualTo(new Appended.At(1));
        assertThat(everything()).hasSize(2);
        assertThat(ledger.read(bank, 0, EVERYTHING)).hasSize(1);
    }

    @Test
    void servicesOfOneShardDoNotMeet() {
        var neighbour = neighbourOf(SHOP);
        var mine = own(SHOP);
        append(mine, 0, submitted(1));

        assertThat(ledger.append(neighbour, mine, 0, NOON, List.of(submitted(1))))
                .isEqualTo(new Appended.At(1));
        assertThat(everything()).hasSize(1);
    }

    @Test
    void appendingNothingChangesNothing() {
        var mine = own(SHOP);

        assertThat(append(mine, 0)).isEqualTo(new Appended.At(0));
        assertThat(append(mine, 1)).isEqualTo(new Appended.Conflict(0));
        assertThat(ledger.services()).isEmpty();
        assertThat(append(mine, 0, submitted(1))).isEqualTo(new Appended.At(1));
        assertThat(append(mine, 1)).isEqualTo(new Appended.At(1));
        assertThat(everything()).hasSize(1);
    }

    @Test
    void whatIsAppendedIsNoLongerTheCallers() {
        var entries = new ArrayList<Entry>(List.of(submitted(1)));
        ledger.append(SHOP, own(SHOP), 0, NOON, entries);

        entries.set(0, submitted(2));

        assertThat(everything().getFirst().entry()).isEqualTo(submitted(1));
    }

    @Test
    void anOldEpochIsFencedOff() {
        var old = own(SHOP);
        append(old, 0, submitted(1));
        var now = ledger.take(SHARD, ledger.tenure(SHARD), "node-b");

        assertThat(append(old, 1, submitted(2), submitted(3))).isEqualTo(new Appended.Fenced(now));
        assertThat(append(old, 1)).isEqualTo(new Appended.Fenced(now));
        assertThat(everything()).hasSize(1);
    }

    @Test
    void anEpochThatNobodyHasYetIsFencedOff() {
        var mine = own(SHOP);

        assertThat(append(after(mine), 0, submitted(1))).isEqualTo(new Appended.Fenced(ledger.tenure(SHARD)));
        assertThat(ledger.services()).isEmpty();
    }

    @Test
    void theEpochOfAnotherOwnerIsFencedOff() {
        var mine = own(SHOP);

        assertThat(append(new Tenure("node-b", mine.epoch()), 0, submitted(1))).isEqualTo(new Appended.Fenced(mine));
        assertThat(ledger.services()).isEmpty();
    }

    @Test
    void nothingIsAppendedInAShardThatNobodyTook() {
        assertThat(append(new Tenure("node-a", new Epoch(0)), 0, submitted(1))).isEqualTo(new Appended.Fenced(null));
        assertThat(append(new Tenure("node-a", new Epoch(1)), 0, submitted(1))).isEqualTo(new Appended.Fenced(null));
        assertThat(ledger.services()).isEmpty();
    }

    @Test
    void theEpochOfAnotherShardIsOfNoUse() {
        var another = new Shard((SHARD.number() + 1) % Shard.COUNT);
        var mine = ledger.take(another, null, "node-a");

        assertThat(append(mine, 0, submitted(1))).isEqualTo(new Appended.Fenced(null));
    }

    @Test
    void anotherLastEntryThanExpectedIsAConflict() {
        var mine = own(SHOP);

        assertThat(append(mine, 1, submitted(2))).isEqualTo(new Appended.Conflict(0));
        assertThat(append(mine, -1, submitted(1))).isEqualTo(new Appended.Conflict(0));
        assertThat(ledger.services()).isEmpty();

        append(mine, 0, submitted(1), submitted(2));

        for (var wrong : new long[] {-1, 0, 1, 3, Integer.MAX_VALUE}) {
            assertThat(append(mine, wrong, submitted(3), submitted(4))).isEqualTo(new Appended.Conflict(2));
        }
        assertThat(everything()).hasSize(2);
        assertThat(append(mine, 2, submitted(3))).isEqualTo(new Appended.At(3));
    }

    @Test
    void theFenceComesBeforeTheConflict() {
        var old = own(SHOP);
        var now = ledger.take(SHARD, ledger.tenure(SHARD), "node-b");

        assertThat(append(old, 7, submitted(8))).isEqualTo(new Appended.Fenced(now));
    }

    @Test
    void aNewOwnerCarriesOnWhereTheLastOneCameTo() {
        var first = own(SHOP);
        append(first, 0, submitted(1));
        var second = ledger.take(SHARD, ledger.tenure(SHARD), "node-b");

        assertThat(append(second, 1, submitted(2))).isEqualTo(new Appended.At(2));
        assertThat(everything()).extracting(Recorded::epoch).containsExactly(first.epoch(), second.epoch());
    }

    // many at once

    @Test
    void ofManyWhoAppendAtOnceOneWinsEachPlace() throws Exception {
        var tenure = own(SHOP);
        var places = 50;

        var won = atOnce(4, appender -> {
            var mine = new ArrayList<Long>();
            for (var last = 0L; last < places; ) {
                var entry = new Entry.Submitted("by " + appender, "place " + (last + 1));
                switch (append(tenure, last, entry)) {
                    case Appended.At(var seq) -> {
                        mine.add(seq);
                        last = seq;
                    }
                    case Appended.Conflict(var seq) -> {
                        assertThat(seq).isGreaterThan(last);
                        last = seq;
                    }
                    case Appended.Fenced(var other) -> throw new AssertionError("fenced by " + other);
                }
            }
            return mine;
        });

        var entries = everything();
        assertThat(won.stream().flatMap(List::stream).sorted())
                .containsExactlyElementsOf(entries.stream().map(Recorded::seq).toList());
        for (var entry : entries) {
            var appender = IntStream.range(0, won.size())
                    .filter(i -> won.get(i).contains(entry.seq()))
                    .findFirst()
                    .orElseThrow();
            assertThat(entry.entry()).isEqualTo(new Entry.Submitted("by " + appender, "place " + entry.seq()));
        }
    }

    @Test
    void whoeverReadsMeanwhileSeesWholeAppendsOnly() throws Exception {
        var mine = own(SHOP);
        var batch = 5;
        var over = new AtomicBoolean();

        var seen = atOnce(2, thread -> {
            if (thread == 0) {
                try {
                    for (var last = 0L; last < 200; last += batch) {
                        append(mine, last, submitted(1), submitted(2), submitted(3), submitted(4), submitted(5));
                    }
                } finally {
                    over.set(true);
                }
                return Set.<Integer>of();
            }
            var sizes = new HashSet<Integer>();
            do {
                sizes.add(everything().size());
            } while (!over.get());
            return sizes;
        });

        assertThat(seen.get(1)).allMatch(size -> size % batch == 0);
        assertThat(everything()).hasSize(200);
    }

    @Test
    void onceAShardIsTakenNothingFollowsUnderTheOldEpoch() throws Exception {
        for (var round = 0; round < 10; round++) {
            var old = own(SHOP);
            var before = everything().size();
            var begun = new CountDownLatch(1);
            var over = new AtomicBoolean();
            atOnce(2, thread -> {
                if (thread == 0) {
                    long last = before;
                    while (!over.get() && append(old, last, submitted(last + 1)) instanceof Appended.At(var seq)) {
                        last = seq;
                        begun.countDown();
                    }
                    begun.countDown();
                    return last;
                }
                try {
                    begun.await();
                    var now = ledger.take(SHARD, ledger.tenure(SHARD), "node-b");
                    long last = everything().size();
                    assertThat(append(now, last, submitted(last + 1))).isEqualTo(new Appended.At(last + 1));
                    return last;
                } finally {
                    over.set(true);
                }
            });
            assertThat(append(old, everything().size(), submitted(0)))
                    .isEqualTo(new Appended.Fenced(ledger.tenure(SHARD)));
        }
    }

    // read

    @Test
    void readingGoesPageByPage() {
        append(
                own(SHOP),
                0,
                LongStream.rangeClosed(1, 10)
                        .mapToObj(LedgerContract::submitted)
                        .toArray(Entry[]::new));

        assertThat(seqs(0, 4)).containsExactly(1L, 2L, 3L, 4L);
        assertThat(seqs(4, 4)).containsExactly(5L, 6L, 7L, 8L);
        assertThat(seqs(8, 4)).containsExactly(9L, 10L);
        assertThat(seqs(10, 4)).isEmpty();
        assertThat(seqs(11, 4)).isEmpty();
        assertThat(seqs(Long.MAX_VALUE, EVERYTHING)).isEmpty();
        assertThat(seqs(9, EVERYTHING)).containsExactly(10L);
        assertThat(seqs(3, 0)).isEmpty();
    }

    @Test
    void aServiceWithoutEntriesReadsAsNone() {
        assertThat(ledger.read(SHOP, 0, EVERYTHING)).isEmpty();
    }

    @Test
    void servicesAreListedByName() {
        for (var name : List.of("shop", "Zoo", "bank", "shop-2", "s", "shop_1", "bank2")) {
            var service = new ServiceId(name);
            ledger.append(service, own(service), 0, NOON, List.of(submitted(1), submitted(2)));
        }

        assertThat(ledger.services())
                .extracting(ServiceId::name)
                .containsExactly("Zoo", "bank", "bank2", "s", "shop", "shop-2", "shop_1");
    }

    // snapshots

    @Test
    void theLatestSnapshotOfAServiceIsKept() {
        assertThat(ledger.snapshot(SHOP)).isNull();
        append(own(SHOP), 0, submitted(1), submitted(2), submitted(3));

        ledger.keep(SHOP, new Snapshot(2, "two ü\ud83d\ude00"));
        assertThat(ledger.snapshot(SHOP)).isEqualTo(new Snapshot(2, "two ü\ud83d\ude00"));
        ledger.keep(SHOP, new Snapshot(3, "three"));
        ledger.keep(SHOP, new Snapshot(1, "one"));
        assertThat(ledger.snapshot(SHOP)).isEqualTo(new Snapshot(3, "three"));
        assertThat(ledger.snapshot(new ServiceId("bank"))).isNull();
    }

    @Test
    void thereIsNoSnapshotOfWhatIsNotInTheLedger() {
        ledger.keep(SHOP, new Snapshot(1, "one"));
        append(own(SHOP), 0, submitted(1));
        ledger.keep(SHOP, new Snapshot(2, "two"));

        assertThat(ledger.snapshot(SHOP)).isNull();
    }

    // what comes back

    static List<Entry> samples() {
        return EntrySamples.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void anEntryComesBackEqual(Entry entry) {
        append(own(SHOP), 0, entry);

        assertThat(everything()).extracting(Recorded::entry).containsExactly(entry);
    }

    @Test
    void thereIsASampleOfEveryKind() {
        var kinds = new HashSet<Class<?>>();
        for (var sample : samples()) {
            kinds.add(sample.getClass());
            switch (sample) {
                case Entry.Planned planned -> planned.plan().steps().forEach(s -> kinds.add(s.getClass()));
                case Entry.Decided decided ->
                    decided.decisions().stream()
                            .flatMap(d -> d.inputs().stream())
                            .forEach(input -> kinds.add(input.value().getClass()));
                default -> {}
            }
        }
        for (var sealed : List.of(Entry.class, Step.class, Value.class)) {
            assertThat(kinds).containsAll(Arrays.asList(concrete(sealed)));
        }
    }

    private static Class<?>[] concrete(Class<?> sealed) {
        return Arrays.stream(sealed.getPermittedSubclasses())
                .flatMap(type -> type.isSealed() ? Arrays.stream(concrete(type)) : Arrays.stream(new Class<?>[] {type}))
                .toArray(Class<?>[]::new);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1970-01-01T00:00:00Z",
                "1998-06-30T12:00:00.1Z",
                "2026-02-28T23:59:59.000000001Z",
                "0001-01-01T00:00:00Z",
                "+12345-12-31T23:59:59.999999999Z"
            })
    void timesAreKeptToTheNanosecond(String time) {
        ledger.append(SHOP, own(SHOP), 0, Instant.parse(time), List.of(submitted(1)));

        assertThat(everything().getFirst().at()).isEqualTo(time);
    }

    @Test
    void textIsKeptToTheLastCharacterWhateverItIs() {
        var anything = new StringBuilder("𝛌 \"quoted\" \\ half a pair: \ud800. ");
        while (anything.length() < 1 << 20) {
            anything.append((char) (anything.length() * 31));
        }

        append(own(SHOP), 0, new Entry.Submitted("ü.rsl", anything.toString()));

        assertThat(everything().getFirst().entry()).isEqualTo(new Entry.Submitted("ü.rsl", anything.toString()));
    }

    // in short

    /** Takes the shard of a service, from whoever has it. */
    protected Tenure own(ServiceId service) {
        var shard = Shard.of(service);
        return ledger.take(shard, ledger.tenure(shard), "node-a");
    }

    protected Appended append(Tenure mine, long expectedSeq, Entry... entries) {
        return ledger.append(SHOP, mine, expectedSeq, NOON, List.of(entries));
    }

    protected List<Recorded> everything() {
        return ledger.read(SHOP, 0, EVERYTHING);
    }

    protected static Entry submitted(long number) {
        return new Entry.Submitted("shop.rsl", "manifest " + number);
    }

    private List<Long> seqs(long afterSeq, int limit) {
        return ledger.read(SHOP, afterSeq, limit).stream().map(Recorded::seq).toList();
    }

    private static Tenure after(Tenure tenure) {
        return new Tenure(tenure.owner(), after(tenure.epoch()));
    }

    private static Epoch after(Epoch epoch) {
        return new Epoch(epoch.number() + 1);
    }

    private static Epoch before(Epoch epoch) {
        return new Epoch(epoch.number() - 1);
    }

    private static ServiceId neighbourOf(ServiceId service) {
        return IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> new ServiceId("n" + i))
                .filter(s -> Shard.of(s).equals(Shard.of(service)))
                .findFirst()
                .orElseThrow();
    }

    /** What one of several threads does. */
    @FunctionalInterface
    private interface Job<T> {
        T run(int thread) throws Exception;
    }

    /** The results of threads that begin together, in their order. */
    private static <T> List<T> atOnce(int threads, Job<T> job) throws Exception {
        var start = new CountDownLatch(1);
        try (var pool = Executors.newFixedThreadPool(threads)) {
            var jobs = IntStream.range(0, threads)
                    .mapToObj(i -> pool.submit((Callable<T>) () -> {
                        start.await();
                        return job.run(i);
                    }))
                    .toList();
            start.countDown();
            var results = new ArrayList<T>();
            for (var running : jobs) {
                results.add(running.get());
            }
            return results;
        }
    }
}
