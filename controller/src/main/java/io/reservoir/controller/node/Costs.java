package io.reservoir.controller.node;

import io.reservoir.controller.bill.Period;
import io.reservoir.controller.bill.Prices;
import io.reservoir.controller.bill.Spending;
import io.reservoir.controller.decide.Allowance;
import io.reservoir.dsl.program.CheckedService;
import io.reservoir.dsl.program.Input;
import io.reservoir.model.decision.Variable;
import io.reservoir.model.money.Budget;
import io.reservoir.model.money.Money;
import io.reservoir.model.money.Tariff;
import io.reservoir.model.service.Size;
import io.reservoir.rules.session.CostView;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a service costs at one time, and what it would cost with other sizes: at the tariff of that time, all of it
 * running. Sizes that are decided one after another count for those that follow.
 */
public final class Costs {
    private static final BigDecimal SECONDS_AN_HOUR = BigDecimal.valueOf(3_600);

    private final Spending spending;
    private final @Nullable Budget budget;
    private final @Nullable Tariff tariff;
    private final Spending.Spent spent;
    private final BigDecimal hoursLeft;
    private final Map<String, Tier> tiers = new TreeMap<>();

    /** How many replicas of a component there shall be, and of which size. */
    public record Tier(double replicas, Size size) {
        Tier with(Variable.Kind kind, double value) {
            return switch (kind) {
                case REPLICAS -> new Tier(value, size);
                case CPU -> new Tier(replicas, size.withVcpus((int) value));
                case MEMORY -> new Tier(replicas, new Size(size.vcpus(), (long) value, size.diskBytes()));
            };
        }
    }

    /**
     * What it costs at that time.
     *
     * @param tiers by name of component, as they are decided so far
     */
    public Costs(@Nullable Budget budget, Spending spending, Map<String, Tier> tiers, Instant now) {
        this.spending = spending;
        this.budget = budget;
        this.tiers.putAll(tiers);
        tariff = spending.inForce(now);
        var period = Period.around(now, budget == null ? Budget.Period.MONTH : budget.period());
        spent = spending.in(period, now);
        hoursLeft = BigDecimal.valueOf(Duration.between(now, period.to()).toSeconds())
                .divide(SECONDS_AN_HOUR, Money.INNER_SCALE, RoundingMode.UP);
    }

    /** True if a program asks what it costs. */
    static boolean areAskedFor(CheckedService program) {
        return program.budget() != null
                || program.inputs().stream()
                        .anyMatch(input -> input instanceof Input.Price || input instanceof Input.BudgetLeft);
    }

    /** What formulas read. */
    CostView view() {
        var prices = new HashMap<String, Double>();
        var inForce = tariff;
        if (inForce != null) {
            tiers.forEach((component, tier) -> prices.put(
                    component,
                    perHour(inForce, component, tier.size()).amount().doubleValue() / SECONDS_AN_HOUR.doubleValue()));
        }
        var left = budget == null || unmetered(budget) != null
                ? Double.NaN
                : budget.amount().amount().subtract(money().amount()).doubleValue();
        return new CostView(prices, left, cause());
    }

    private String cause() {
        return budget == null
                ? tariff == null ? "no tariff is valid" : "the service has no budget"
                : String.valueOf(unmetered(budget));
    }

    /** What the budget leaves to a variable, null where there is none. */
    @Nullable
    Allowance allowance(Variable variable) {
        var written = budget;
        if (written == null) {
            return null;
        }
        var cause = unmetered(written);
        return cause != null
                ? new Allowance.Unmetered(written, cause)
                : new Allowance.Metered(written, money(), size -> outcome(variable, size));
    }

    /** That variable has that value from now on. */
    public void decided(Variable variable, double value) {
        tiers.computeIfPresent(variable.component(), (name, tier) -> tier.with(variable.kind(), value));
    }

    private Money outcome(Variable variable, double value) {
        var inForce = tariff;
        if (inForce == null) {
            throw new IllegalStateException("no tariff is valid");
        }
        var rate = Money.zero(inForce.currency());
        for (var entry : tiers.entrySet()) {
            var component = entry.getKey();
            var tier = component.equals(variable.component())
                    ? entry.getValue().with(variable.kind(), value)
                    : entry.getValue();
            rate = rate.plus(perHour(inForce, component, tier.size()).times(BigDecimal.valueOf(tier.replicas())));
        }
        return money().plus(rate.times(hoursLeft));
    }

    private Money perHour(Tariff inForce, String component, Size size) {
        return Prices.perHour(inForce, spending.termsOf(component), size);
    }

    private Money money() {
        return switch (spent) {
            case Spending.Spent.Amount(var money) -> money;
            case Spending.Spent.Unknown(var cause) -> throw new IllegalStateException(cause);
        };
    }

    /** Why the budget cannot be compared with anything, null where it can. */
    private @Nullable String unmetered(Budget written) {
        return switch (spent) {
            case Spending.Spent.Unknown(var cause) -> cause;
            case Spending.Spent.Amount(var money) -> {
                var ours = written.amount().currency();
                yield money.currency().equals(ours)
                        ? null
                        : "the budget is in " + ours + " and the tariff in " + money.currency();
            }
        };
    }
}
