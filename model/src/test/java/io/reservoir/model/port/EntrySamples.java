package io.reservoir.model.port;

import io.reservoir.model.decision.Authority;
import io.reservoir.model.decision.Basis;
import io.reservoir.model.decision.Decision;
import io.reservoir.model.decision.NamedValue;
import io.reservoir.model.decision.Notice;
import io.reservoir.model.decision.Source;
import io.reservoir.model.decision.StageLine;
import io.reservoir.model.decision.Variable;
import io.reservoir.model.decision.VariableState;
import io.reservoir.model.decision.VariableState.Point;
import io.reservoir.model.diagnostic.Span;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.IntentId;
import io.reservoir.model.plan.Plan;
import io.reservoir.model.plan.Reason;
import io.reservoir.model.plan.Step;
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
import java.util.Map;
import java.util.TreeMap;

/** Entries of every kind, with every sealed type and every null that may stand in one: what a ledger must give back. */
public final class EntrySamples {
    public static final ServiceId SHOP = new ServiceId("shop");

    private static final Instant NOON = Instant.parse("1998-06-30T12:00:00Z");
    private static final Instant JUST_AFTER = NOON.plusNanos(1);
    private static final Size SMALL = new Size(2, 4L << 30, 20_000_000_000L);
    private static final HostId HOST = new HostId("host-1");
    private static final VeeId FIRST = new VeeId(SHOP, "C1", 1, 1);
    private static final VeeId SECOND = new VeeId(SHOP, "C1", 2, 17);
    private static final Source STATEMENT =
            new Source("Replicas(C1) = RequestPerSecond(C1) / 500", new Span("shop.rsl", 31, 5, 31, 46, 702, 743));
    private static final Reason ASKED_FOR = new Reason("Replicas(C1) goes from 1 to 2", STATEMENT);
    private static final Reason UNASKED = new Reason("it failed", null);

    private EntrySamples() {}

    /** All samples, those of one kind side by side. */
    public static List<Entry> all() {
        return List.of(
                new Entry.Submitted("shop.rsl", "service shop\n\tcomponent C1 \"“ü” \\ \u0000\u2028\"\r\n"),
                new Entry.Submitted("", ""),
                new Entry.Activated(),
                new Entry.Undeployed(),
                new Entry.Decided(List.of(scaledOut(), held()), List.of(remembered(), fresh())),
                new Entry.Decided(List.of(), List.of()),
                new Entry.Planned(new Plan(everyStep(), List.of("no allowed host has room for `C1[2]`"))),
                new Entry.Planned(Plan.NOTHING),
                new Entry.Claimed(FIRST, HOST, Verb.DEFINE, SMALL),
                new Entry.Claimed(SECOND, HOST, Verb.DESTROY, Size.NOTHING),
                new Entry.Claimed(FIRST, HOST, Verb.MIGRATE, SMALL, new HostId("host-2")),
                new Entry.Claimed(FIRST, HOST, Verb.ATTACH, SMALL, null, "data", 10L << 30),
                new Entry.Claimed(FIRST, HOST, Verb.DETACH, SMALL, null, "data", 0),
                new Entry.Finished(new IntentId(9), Entry.Result.DONE, ""),
                new Entry.Finished(new IntentId(Long.MAX_VALUE), Entry.Result.REFUSED, "the host is full"),
                new Entry.Finished(new IntentId(10), Entry.Result.UNSUPPORTED, "with more it is started anew"),
                new Entry.VeeChanged(FIRST, VeePhase.READY, VeeState.ACTIVE, HOST, SMALL, JUST_AFTER, "it has booted"),
                new Entry.VeeChanged(SECOND, VeePhase.PENDING, null, null, SMALL, NOON, "no room"),
                new Entry.Noticed(new Notice(Notice.Code.BEYOND_MAX, "12 replicas of `C1` wanted, at most 10 allowed")),
                new Entry.PolicyInForce("0a1b", "ops"),
                new Entry.PolicyApplied(
                        "0a1b", "Ada \u00c5", List.of(new Entry.PolicyText("cap.drl", "rule \"cap\"\nend\n"))),
                new Entry.PolicyApplied("0a1b", "", List.of()),
                new Entry.Pruned(
                        new Entry.Submitted("shop.rsl", "service shop"),
                        3,
                        new TreeMap<>(Map.of("C1[1]", 4, "C2[1]", 1)),
                        "0a1b"),
                new Entry.Pruned(null, 0, new TreeMap<>(), null));
    }

    private static Decision scaledOut() {
        return new Decision(
                Variable.replicas("C1"),
                JUST_AFTER,
                1,
                2,
                0.1 + 0.2,
                Authority.ELASTICITY,
                STATEMENT,
                List.of(
                        new NamedValue(
                                "RequestPerSecond(C1)",
                                Value.known(1e3 / 3),
                                new Basis(
                                        "average, added up over replicas",
                                        NOON.minusSeconds(30),
                                        NOON,
                                        6,
                                        List.of(1, 3))),
                        new NamedValue("QueueLength(C2)", new Value.AtLeast(4.9e-324, "2 of 3 replicas are silent")),
                        new NamedValue("CPUUtilization(C3)", Value.unknown("no reading for 30 s"))),
                List.of(
                        new StageLine("raw", "333.33 / 500 is 0.667", 2.0 / 3, true),
                        new StageLine("bounds", "between 1 and 10", 2, false)),
                List.of(new Notice(Notice.Code.INPUT_UNKNOWN, "`CPUUtilization(C3)` is unknown")));
    }

    private static Decision held() {
        return new Decision(
                new Variable(Variable.Kind.MEMORY, "C2"),
                NOON,
                -0.0,
                Double.MAX_VALUE,
                Double.POSITIVE_INFINITY,
                Authority.OPERATOR_HOLD,
                null,
                List.of(),
                List.of(new StageLine("raw", "nothing to go by", Double.NaN, false)),
                List.of());
    }

    private static VariableState remembered() {
        return new VariableState(
                new Variable(Variable.Kind.CPU, "C1"),
                4,
                List.of(new Point(NOON, 3.25), new Point(JUST_AFTER, 4)),
                List.of(new Point(Instant.EPOCH.minusNanos(1), 3)),
                List.of(Notice.Code.MAX_BELOW_MIN, Notice.Code.BEYOND_MAX));
    }

    private static VariableState fresh() {
        return new VariableState(Variable.replicas("C2"), 0, List.of(), List.of(), List.of());
    }

    private static List<Step> everyStep() {
        return List.of(
                new Step.Await(SECOND, SMALL, ASKED_FOR),
                new Step.Start(SECOND, SMALL, HOST, ASKED_FOR),
                new Step.Drain(FIRST, ASKED_FOR),
                new Step.Keep(FIRST, ASKED_FOR),
                new Step.Stop(FIRST, ASKED_FOR),
                new Step.Remove(FIRST, UNASKED),
                new Step.Resize(FIRST, SMALL.withVcpus(4), ASKED_FOR),
                new Step.Move(FIRST, new HostId("host-2"), ASKED_FOR));
    }
}
