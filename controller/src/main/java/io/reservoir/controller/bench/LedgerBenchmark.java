package io.reservoir.controller.bench;

import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.IntentId;
import io.reservoir.model.ledger.Shard;
import io.reservoir.model.port.Ledger;
import io.reservoir.model.port.Ledger.Appended;
import io.reservoir.model.port.Ledger.Tenure;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.service.Size;
import io.reservoir.model.site.HostId;
import io.reservoir.model.vee.VeeId;
import io.reservoir.model.vee.VeePhase;
import io.reservoir.model.vee.VeeState;
import io.reservoir.model.vee.Verb;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Measures claims and their ends in a ledger: both are due at a fixed rate whether the ledger keeps up or not, and each is
 * timed from the moment at which it was due until it is durable. A claim and its end are two transactions, as they are
 * where a host is called in between.
 */
public final class LedgerBenchmark {
    private static final HostId HOST = new HostId("bench-host");
    private static final Size SIZE = new Size(2, 1L << 30, 10L << 30);

    private final Ledger ledger;
    private final InstantSource clock;
    private final Latencies claims = new Latencies();
    private final Latencies ends = new Latencies();

    /**
     * What was measured.
     *
     * @param claimsPerSecond that became durable, each with its end, over the time that was measured
     * @param claimP50Millis from when a claim was due until it was durable
     * @param endP50Millis from when the claim was durable until its end was
     */
    public record Result(
            int services,
            int threads,
            int rate,
            double claimsPerSecond,
            double claimP50Millis,
            double claimP99Millis,
            double claimMaxMillis,
            double endP50Millis,
            double endP99Millis,
            double endMaxMillis) {}

    /** A service and where its ledger has come to. */
    private static final class Pen {
        private final ServiceId service;
        private final Tenure mine;
        private long lastSeq;

        Pen(ServiceId service, Tenure mine, long lastSeq) {
            this.service = service;
            this.mine = mine;
            this.lastSeq = lastSeq;
        }
    }

    private LedgerBenchmark(Ledger ledger, InstantSource clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * Measures. The services are called {@code bench-0} and so on, and stay in the ledger.
     *
     * @param threads that append at the same time, each for its part of the services
     * @param rate claims a second, of all threads together
     */
    public static Result run(
            Ledger ledger,
            int services,
            int threads,
            int rate,
            Duration warmUp,
            Duration measured,
            InstantSource clock) {
        var warming = new LedgerBenchmark(ledger, clock);
        var pens = warming.pens(services);
        warming.append(pens, threads, rate, warmUp);
        var measuring = new LedgerBenchmark(ledger, clock);
        var took = measuring.append(pens, threads, rate, measured);
        return measuring.result(services, threads, rate, took);
    }

    private List<Pen> pens(int services) {
        var pens = new ArrayList<Pen>();
        var tenures = ledger.tenures();
        var mine = new HashMap<Shard, Tenure>();
        for (var i = 0; i < services; i++) {
            var service = new ServiceId("bench-" + i);
            var shard = Shard.of(service);
            var tenure = mine.computeIfAbsent(shard, s -> take(s, tenures.get(s)));
            pens.add(new Pen(service, tenure, lastSeq(service, tenure)));
        }
        return pens;
    }

    private Tenure take(Shard shard, @Nullable Tenure seen) {
        var taken = ledger.take(shard, seen, "bench");
        if (taken == null) {
            throw new IllegalStateException("somebody else works in this ledger");
        }
        return taken;
    }

    private long lastSeq(ServiceId service, Tenure mine) {
        return switch (ledger.append(service, mine, 0, clock.instant(), List.of())) {
            case Appended.At(var lastSeq) -> lastSeq;
            case Appended.Conflict(var lastSeq) -> lastSeq;
            case Appended.Fenced fenced -> throw new IllegalStateException("somebody else works in this ledger");
        };
    }

    /** Appends at the rate for that long, and what is late after that; how long all of it took. */
    private Duration append(List<Pen> pens, int threads, int rate, Duration length) {
        var count = Math.max(1, (int) (rate * length.toMillis() / 1_000));
        var begun = System.nanoTime();
        try (var pool = Executors.newFixedThreadPool(threads)) {
            var parts = new ArrayList<CompletableFuture<Void>>();
            for (var thread = 0; thread < threads; thread++) {
                var first = thread;
                parts.add(CompletableFuture.runAsync(
                        () -> {
                            for (var i = first; i < count; i += threads) {
                                claimAndEnd(pens.get(i % pens.size()), begun + i * 1_000_000_000L / rate);
                            }
                        },
                        pool));
            }
            parts.forEach(CompletableFuture::join);
        }
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private void claimAndEnd(Pen pen, long due) {
        for (var wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
            LockSupport.parkNanos(wait);
        }
        var vee = new VeeId(pen.service, "C1", 1, 1);
        append(pen, List.of(new Entry.Claimed(vee, HOST, Verb.ACTIVATE, SIZE)));
        var claimed = System.nanoTime();
        claims.add(claimed - due);
        var intent = new IntentId(pen.lastSeq);
        append(
                pen,
                List.of(
                        new Entry.Finished(intent, Entry.Result.DONE, ""),
                        new Entry.VeeChanged(
                                vee, VeePhase.STARTING, VeeState.ACTIVE, HOST, SIZE, clock.instant(), "it is up")));
        ends.add(System.nanoTime() - claimed);
    }

    private void append(Pen pen, List<Entry> entries) {
        pen.lastSeq = switch (ledger.append(pen.service, pen.mine, pen.lastSeq, clock.instant(), entries)) {
            case Appended.At(var lastSeq) -> lastSeq;
            case Appended.Conflict conflict -> throw new IllegalStateException("somebody else works in this ledger");
            case Appended.Fenced fenced -> throw new IllegalStateException("somebody else works in this ledger");
        };
    }

    private Result result(int services, int threads, int rate, Duration took) {
        var claim = claims.sorted();
        var end = ends.sorted();
        return new Result(
                services,
                threads,
                rate,
                claim.length * 1e9 / took.toNanos(),
                millis(claim, 0.5),
                millis(claim, 0.99),
                millis(claim, 1),
                millis(end, 0.5),
                millis(end, 0.99),
                millis(end, 1));
    }

    private static double millis(long[] sorted, double share) {
        return sorted[(int) Math.ceil(share * sorted.length) - 1] / 1e6;
    }
}
