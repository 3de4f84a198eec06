package io.reservoir.controller.explain;

import io.reservoir.cluster.store.MemoryLedger;
import io.reservoir.dsl.Rsl;
import io.reservoir.dsl.program.Assignment;
import io.reservoir.model.decision.Authority;
import io.reservoir.model.decision.Decision;
import io.reservoir.model.decision.NamedValue;
import io.reservoir.model.decision.Notice;
import io.reservoir.model.decision.Source;
import io.reservoir.model.decision.StageLine;
import io.reservoir.model.decision.Variable;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.IntentId;
import io.reservoir.model.ledger.Shard;
import io.reservoir.model.plan.Plan;
import io.reservoir.model.plan.Reason;
import io.reservoir.model.plan.Step;
import io.reservoir.model.port.Ledger;
import io.reservoir.model.reading.Value;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.service.Size;
import io.reservoir.model.site.HostId;
import io.reservoir.model.vee.VeeId;
import io.reservoir.model.vee.VeePhase;
import io.reservoir.model.vee.VeeState;
import io.reservoir.model.vee.Verb;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** The ledger of one eventful hour of a small shop, written by hand: growth, a failure, a wait, a cut, a stop. */
public final class ShopLedger {
    public static final ServiceId SHOP = new ServiceId("Shop");
    public static final Instant NOON = Instant.parse("1998-06-10T12:00:00Z");

    public static final String MANIFEST = """
            service Shop

            C1(2 CPU, 1 GB, 10 GB disk) { replicas min 1 max 4 }
            C2(1 CPU, 1 GB, 8 GB disk)

            metric RequestPerSecond(C1) gauge req/s sum every 10 s
            metric QueueLength(C2) gauge sum every 10 s

            Replicas(C1) = RequestPerSecond(C1) / 500
            \tReplicas(C2) = QueueLength(C2) / 20 max 3
            """;

    private static final Size BIG = new Size(2, 1_000_000_000, 10_000_000_000L);
    private static final Size SMALL = new Size(1, 1_000_000_000, 8_000_000_000L);
    private static final Variable C1 = Variable.replicas("C1");
    private static final Variable C2 = Variable.replicas("C2");
    private static final HostId HOST_1 = new HostId("host-1");
    private static final HostId HOST_2 = new HostId("host-2");
    private static final VeeId ONE = vee("C1", 1, 1);
    private static final VeeId TWO = vee("C1", 2, 1);
    private static final VeeId TWO_AGAIN = vee("C1", 2, 2);
    private static final VeeId THREE = vee("C1", 3, 1);
    private static final VeeId OTHER = vee("C2", 1, 1);

    private final MemoryLedger ledger = new MemoryLedger();
    private final Source statement1 = statement(C1);
    private final Source statement2 = statement(C2);
    private long seq;

    private ShopLedger() {
        ledger.take(Shard.of(SHOP), null, "node/1");
    }

    /** A new one each time. */
    public static Ledger written() {
        var shop = new ShopLedger();
        shop.begin();
        shop.grow();
        shop.fail();
        shop.replace();
        shop.lose();
        shop.shrink();
        return shop.ledger;
    }

    /** Writes the same into another ledger that has nothing of the service yet. */
    public static void writeTo(Ledger other) {
        var tenure = Objects.requireNonNull(other.take(Shard.of(SHOP), null, "node/1"));
        for (var recorded : written().read(SHOP, 0, 1_000)) {
            other.append(SHOP, tenure, recorded.seq() - 1, recorded.at(), List.of(recorded.entry()));
        }
    }

    private static VeeId vee(String component, int ordinal, int life) {
        return new VeeId(SHOP, component, ordinal, life);
    }

    private static Source statement(Variable variable) {
        var program = Objects.requireNonNull(Rsl.compile("shop.rsl", MANIFEST).service());
        return program.assignments().stream()
                .filter(a -> a.target().equals(variable))
                .map(Assignment::source)
                .findFirst()
                .orElseThrow();
    }

    private void append(int second, Entry... entries) {
        var tenure = Objects.requireNonNull(ledger.tenure(Shard.of(SHOP)));
        ledger.append(SHOP, tenure, seq, NOON.plusSeconds(second), List.of(entries));
        seq += entries.length;
    }

    private static Entry decided(Decision... decisions) {
        return new Entry.Decided(List.of(decisions), List.of());
    }

    private static Entry planned(List<String> notes, Step... steps) {
        return new Entry.Planned(new Plan(List.of(steps), notes));
    }

    private static StageLine stage(String name, String text, double result, boolean changed) {
        return new StageLine(name, text, result, changed);
    }

    private static Entry changed(VeeId vee, VeePhase phase, VeeState state, HostId host, int second, String why) {
        return new Entry.VeeChanged(vee, phase, state, host, BIG, NOON.plusSeconds(second), why);
    }

    private Entry done(long claim) {
        return new Entry.Finished(new IntentId(claim), Entry.Result.DONE, "");
    }

    private void begin() {
        append(0, new Entry.Submitted("shop.rsl", MANIFEST), new Entry.Activated());
    }

    /** Entries 3 to 15: two replicas and a second component; C1[1] comes up, C1[2] is activated. */
    private void grow() {
        var decision = new Decision(
                C1,
                NOON.plusSeconds(15),
                1,
                2,
                0,
                Authority.ELASTICITY,
                statement1,
                List.of(new NamedValue("RequestPerSecond(C1)", Value.known(810.5))),
                List.of(
                        stage("raw", "1.621", 1.621, true),
                        stage("headroom", "15 % of each replica stays free: 1.907", 1.9070588, true),
                        stage("bounds", "within 1 to 4", 1.9070588, false),
                        stage("band", "1.907 is outside 0.9 to 1", 1.9070588, false),
                        stage("round", "1.907 rounds up to 2", 2, true),
                        stage("stabilise", "growth is followed at once", 2, false),
                        stage("rate limit", "at most 5 within 15 s of 1", 2, false),
                        stage("gates", "open", 2, false)),
                List.of());
        var reason = new Reason("Replicas(C1) 1 → 2, round: 1.907 rounds up to 2", statement1);
        append(
                15,
                decided(decision),
                planned(
                        List.of(),
                        new Step.Start(ONE, BIG, HOST_1, reason),
                        new Step.Start(TWO, BIG, HOST_2, reason),
                        new Step.Start(
                                OTHER, SMALL, HOST_1, new Reason("Replicas(C2) stays 1, raw: no reading", null))));
        append(15, new Entry.Claimed(ONE, HOST_1, Verb.DEFINE, BIG), new Entry.Claimed(TWO, HOST_2, Verb.DEFINE, BIG));
        append(
                16,
                done(5),
                changed(ONE, VeePhase.STARTING, VeeState.DEFINED, HOST_1, 16, "it is defined"),
                new Entry.Claimed(ONE, HOST_1, Verb.ACTIVATE, BIG));
        append(
                17,
                done(6),
                changed(TWO, VeePhase.STARTING, VeeState.DEFINED, HOST_2, 17, "it is defined"),
                new Entry.Claimed(TWO, HOST_2, Verb.ACTIVATE, BIG));
        append(18, done(9), done(12));
        append(57, changed(ONE, VeePhase.READY, VeeState.ACTIVE, HOST_1, 57, "it is up"));
    }

    /** Entries 16 to 20: C1[2] does not come up; the readings of C2 fail to arrive. */
    private void fail() {
        append(
                137,
                changed(TWO, VeePhase.FAILED, VeeState.ACTIVE, HOST_2, 137, "it did not become ready in time"),
                new Entry.Noticed(new Notice(Notice.Code.VEE_FAILED, "C1[2] did not become ready in time")));
        append(
                140,
                decided(new Decision(
                        C2,
                        NOON.plusSeconds(140),
                        1,
                        1,
                        0,
                        Authority.ELASTICITY,
                        statement2,
                        List.of(
                                new NamedValue("QueueLength(C2)", Value.unknown("no reading for 30 s")),
                                new NamedValue("Load(C2)", new Value.AtLeast(12, "2 of 3 replicas are silent"))),
                        List.of(
                                stage("raw", "unknown: no reading for 30 s; holds 1", 1, false),
                                stage("bounds", "within 1 to 3", 1, false)),
                        List.of(new Notice(Notice.Code.INPUT_UNKNOWN, "Replicas(C2): no reading for 30 s")))),
                new Entry.Noticed(new Notice(Notice.Code.INPUT_UNKNOWN, "Replicas(C2): no reading for 30 s")));
    }

    /** Entries 20 to 29: the failed one is removed, and its replica begins its second life. */
    private void replace() {
        var asked = new Reason("Replicas(C1) stays 2, band: 1.907 is within 1.8 to 2: stays 2", statement1);
        append(145, planned(List.of(), new Step.Remove(TWO, new Reason("it failed", statement1))));
        append(145, new Entry.Claimed(TWO, HOST_2, Verb.DESTROY, BIG));
        append(146, done(21), changed(TWO, VeePhase.GONE, VeeState.DESTROYED, HOST_2, 146, "it is destroyed"));
        append(150, planned(List.of(), new Step.Start(TWO_AGAIN, BIG, HOST_2, asked)));
        append(150, new Entry.Claimed(TWO_AGAIN, HOST_2, Verb.DEFINE, BIG));
        append(
                151,
                new Entry.Finished(new IntentId(25), Entry.Result.REFUSED, "FULL: 1 vCPU is left"),
                changed(TWO_AGAIN, VeePhase.PENDING, null, null, 151, "no room after all: 1 vCPU is left"));
    }

    /** Entries 28 to 31: more is wanted than may be had, and there is room for none of it. */
    private void lose() {
        var decision = new Decision(
                C1,
                NOON.plusSeconds(300),
                2,
                4,
                3,
                Authority.LEGAL_PLACEMENT,
                statement1,
                List.of(new NamedValue("RequestPerSecond(C1)", Value.known(2480))),
                List.of(
                        stage("raw", "4.96", 4.96, true),
                        stage("bounds", "4.96 is beyond max 4, unmet 1", 4, true),
                        stage("feasibility", "no allowed host has room for 2 of 4: pending placement", 4, false),
                        stage("clamp", "within 1 to 4", 4, false)),
                List.of(
                        new Notice(Notice.Code.BEYOND_MAX, "Replicas(C1): 4.96 wanted, max is 4"),
                        new Notice(
                                Notice.Code.PLACEMENT_PENDING, "Replicas(C1): no allowed host has room for 2 of 4")));
        append(
                300,
                decided(decision),
                new Entry.Noticed(decision.notices().get(0)),
                new Entry.Noticed(decision.notices().get(1)),
                planned(
                        List.of("C1: 2 owned of at most 4, so 2 of 3 are started", "C2: launch breaker open"),
                        new Step.Await(
                                THREE,
                                BIG,
                                new Reason("Replicas(C1) 2 → 4, bounds: 4.96 is beyond max 4, unmet 1", statement1))));
    }

    /** Entries 32 to 37: the load is gone; what never was placed is forgotten, what runs goes off. */
    private void shrink() {
        var decision = new Decision(
                C1,
                NOON.plusSeconds(3_000),
                4,
                1,
                0,
                Authority.ELASTICITY,
                null,
                List.of(),
                List.of(
                        stage("raw", "no statement is active", 4, false),
                        stage("clamp", "brought within 1 to 1", 1, true)),
                List.of());
        var reason = new Reason("Replicas(C1) 4 → 1, clamp: brought within 1 to 1", null);
        append(
                3_000,
                decided(decision),
                planned(List.of(), new Step.Remove(THREE, reason), new Step.Stop(ONE, reason)));
        append(3_000, new Entry.Claimed(ONE, HOST_1, Verb.SHUTDOWN, BIG));
        append(3_001, new Entry.Finished(new IntentId(34), Entry.Result.DONE, "under way"));
        append(3_020, changed(ONE, VeePhase.STOPPING, VeeState.SHUTOFF, HOST_1, 3_020, "its host shows it SHUTOFF"));
        append(3_021, planned(List.of(), new Step.Remove(ONE, new Reason("it is off", null))));
        append(3_021, new Entry.Claimed(ONE, HOST_1, Verb.DESTROY, BIG));
        append(3_022, done(38), changed(ONE, VeePhase.GONE, VeeState.DESTROYED, HOST_1, 3_022, "it is destroyed"));
    }
}
