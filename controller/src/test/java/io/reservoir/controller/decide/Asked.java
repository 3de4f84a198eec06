package io.reservoir.controller.decide;

import io.reservoir.model.decision.Candidate;
import io.reservoir.model.decision.Clauses;
import io.reservoir.model.decision.Combination;
import io.reservoir.model.decision.Policy;
import io.reservoir.model.decision.Source;
import io.reservoir.model.decision.Variable;
import io.reservoir.model.decision.VariableState;
import io.reservoir.model.decision.VariableState.Point;
import io.reservoir.model.diagnostic.Span;
import io.reservoir.model.money.Budget;
import io.reservoir.model.money.Money;
import io.reservoir.model.reading.Value;
import io.reservoir.model.service.Hold;
import io.reservoir.model.sla.BurnRates;
import io.reservoir.model.sla.SlaClasses;
import io.reservoir.rules.policy.HostStanding;
import io.reservoir.rules.policy.Judge;
import io.reservoir.rules.policy.Standing;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/** A question to the pipeline in the making: defaults of the language unless a test says otherwise. */
final class Asked {
    static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private final Variable variable;
    private final List<Candidate> candidates = new ArrayList<>();
    private final Map<String, Policy> policies = new HashMap<>();
    private Policy policy;
    private Bounds bounds;
    private Census census = Census.EMPTY;
    private VariableState state;
    private Instant now = NOON;
    private final List<Hold> holds = new ArrayList<>();
    private @Nullable String blackout;
    private @Nullable Allowance allowance;
    private boolean promised;
    private double inPlace;
    private Question.RawAt rawAt = (candidate, size) -> candidate.raw();
    private final List<String> overContract = new ArrayList<>();
    private List<HostStanding> hosts = List.of();
    private Judge judge = Judge.SILENT;
    private BurnRates burn = BurnRates.UNKNOWN;

    private Asked(Variable variable, double current) {
        this.variable = variable;
        policy = Policy.defaults(variable.kind());
        bounds = new Bounds(1, 100.0, 10);
        var since = List.of(new Point(NOON.minus(Duration.ofDays(1)), current));
        state = new VariableState(variable, current, since, since, List.of());
    }

    static Asked replicas(double current) {
        return new Asked(Variable.replicas("C1"), current);
    }

    static Asked cpu(double current) {
        return new Asked(new Variable(Variable.Kind.CPU, "C1"), current);
    }

    Asked proposing(double raw) {
        return proposing(Value.known(raw));
    }

    Asked proposing(Value raw) {
        return proposing(raw, 0, null, null);
    }

    Asked proposing(Value raw, int priority, @Nullable Double min, @Nullable Double max) {
        var id = "S" + (candidates.size() + 1);
        var source = new Source("Replicas(C1) = …", new Span("shop.rsl", candidates.size() + 1, 1, 1, 9, 0, 8));
        candidates.add(new Candidate(
                id,
                variable,
                priority,
                Value.known(1),
                raw,
                min == null ? null : Value.known(min),
                max == null ? null : Value.known(max),
                source));
        return this;
    }

    Asked guarded(Value guard) {
        var last = candidates.removeLast();
        candidates.add(new Candidate(
                last.statement(), variable, last.priority(), guard, last.raw(), last.min(), last.max(), last.source()));
        return this;
    }

    Asked slaClass(String name) {
        policy = Policy.of(variable.kind(), SlaClasses.SHIPPED.named(name), Clauses.NONE);
        return this;
    }

    Asked clauses(Clauses clauses) {
        policy = Policy.of(variable.kind(), null, clauses);
        return this;
    }

    Asked within(Duration deadline) {
        return clauses(new Clauses(null, null, null, null, null, null, null, null, null, null, null, null, deadline));
    }

    Asked bounds(double min, @Nullable Double max) {
        bounds = new Bounds(min, max, 10);
        return this;
    }

    Asked census(Census newCensus) {
        census = newCensus;
        return this;
    }

    Asked results(Point... points) {
        state = new VariableState(variable, state.current(), List.of(points), state.committed(), state.standing());
        return this;
    }

    Asked remembering(VariableState newState) {
        state = newState;
        return this;
    }

    Asked held(Hold.Direction direction, Instant until) {
        var source = new Source("hold …", new Span("shop.rsl", 9, 1, 9, 9, 80, 88));
        holds.add(new Hold(direction, "C1", until, "ops", "sale", source));
        return this;
    }

    Asked blackout(String why) {
        blackout = why;
        return this;
    }

    /** A budget, in the test's own currency unit, of which each replica costs {@code each} until the end. */
    Asked budget(int amount, boolean hard, int each) {
        var euro = Currency.getInstance("EUR");
        var source = new Source("budget …", new Span("shop.rsl", 8, 1, 8, 9, 70, 78));
        var budget = new Budget(new Money(BigDecimal.valueOf(amount), euro), Budget.Period.MONTH, hard, source);
        allowance = new Allowance.Metered(
                budget, Money.zero(euro), size -> new Money(BigDecimal.valueOf(size * each), euro));
        return this;
    }

    Asked budgetOfUnknownCost(boolean hard) {
        budget(1, hard, 1);
        allowance = new Allowance.Unmetered(Objects.requireNonNull(allowance).budget(), "no tariff is valid");
        return this;
    }

    Asked promised() {
        promised = true;
        return this;
    }

    Asked inPlace(double size) {
        inPlace = size;
        return this;
    }

    Asked rawAt(DoubleUnaryOperator raw) {
        rawAt = (candidate, size) -> Value.known(raw.applyAsDouble(size));
        return this;
    }

    Asked at(Instant time) {
        now = time;
        return this;
    }

    Question question() {
        candidates.forEach(candidate -> policies.put(candidate.statement(), policy));
        return new Question(
                variable,
                now,
                List.of(),
                candidates,
                policies,
                policy,
                bounds,
                census,
                holds,
                blackout,
                allowance,
                promised,
                inPlace,
                rawAt,
                state,
                oversight());
    }

    private Oversight oversight() {
        var current = (int) state.current();
        var standing = Standing.of("shop", "C1", "Gold", 80, burn, current, current, now);
        return new Oversight(judge, standing, hosts, overContract);
    }

    Asked judgedBy(Judge newJudge) {
        judge = newJudge;
        return this;
    }

    Asked burning(BurnRates rates) {
        burn = rates;
        return this;
    }

    Asked on(HostStanding... standings) {
        hosts = List.of(standings);
        return this;
    }

    Asked overContract(String text) {
        overContract.add(text);
        return this;
    }

    Pipeline.Answer answer() {
        return Pipeline.decide(question());
    }

    double target() {
        return answer().decision().target();
    }

    static Clauses bandUp(double share) {
        return new Clauses(share, null, null, null, null, null, null, null, null, null, null, null, null);
    }

    static Clauses combine(Combination how) {
        return new Clauses(null, null, null, null, null, null, null, null, null, null, null, how, null);
    }

    static Clauses headroom(double share) {
        return new Clauses(null, null, share, null, null, null, null, null, null, null, null, null, null);
    }
}
