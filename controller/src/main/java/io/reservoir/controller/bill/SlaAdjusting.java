package io.reservoir.controller.bill;

import io.reservoir.controller.sla.ManifestPromises;
import io.reservoir.controller.sla.PromisesOfManifest;
import io.reservoir.controller.sla.SlaAccount;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.money.Money;
import io.reservoir.model.money.Tariff;
import io.reservoir.model.sla.SlaClasses;
import io.reservoir.rules.policy.Adjustment;
import io.reservoir.rules.policy.CreditStep;
import io.reservoir.rules.policy.Judgement;
import io.reservoir.rules.policy.PolicyCompiler;
import io.reservoir.rules.policy.PolicyRules;
import io.reservoir.rules.policy.Ruled;
import io.reservoir.rules.policy.Violation;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Credits and surcharges by the SLA account and the policy in force. For each calendar month (UTC) with bad or unknown
 * minutes, the rules that were in force at its end are asked; what they say is a share of the component's charges of
 * that month, as far as the statement is about them. A month that is not over yet is looked at as far as it has come.
 */
public final class SlaAdjusting implements Adjusting {
    private final PromisesOfManifest promises;
    private final SlaClasses classes;
    private final Function<String, @Nullable PolicyRules> policies;

    /** @param policies by their hash, null where one is not known */
    public SlaAdjusting(SlaClasses classes, Function<String, @Nullable PolicyRules> policies) {
        this(new ManifestPromises(classes), classes, policies);
    }

    SlaAdjusting(PromisesOfManifest promises, SlaClasses classes, Function<String, @Nullable PolicyRules> policies) {
        this.promises = promises;
        this.classes = classes;
        this.policies = policies;
    }

    @Override
    public Adjusted adjust(
            List<Recorded> entries, List<UsageInterval> usage, List<Tariff> tariffs, Period period, Instant until) {
        var lines = new ArrayList<Statement.Adjustment>();
        for (var month : SlaAccount.of(entries, promises).months(until)) {
            var part = part(month.month(), period);
            if (part == null || month.minutes().bad() + month.minutes().unknown() == 0) {
                continue;
            }
            switch (Rating.rate(part.clip(ofItsClass(usage, month)), tariffs)) {
                case Unrated unrated -> {
                    return unrated;
                }
                case Rated.Charges(var charges) -> {
                    var unrated = charges.isEmpty() ? null : adjust(month, charges, entries, lines);
                    if (unrated != null) {
                        return unrated;
                    }
                }
            }
        }
        return new Adjusted.Lines(List.copyOf(lines));
    }

    private static @Nullable Period part(YearMonth month, Period period) {
        var from = month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        var to = end(month);
        var begin = period.from().isAfter(from) ? period.from() : from;
        var end = period.to().isBefore(to) ? period.to() : to;
        return begin.isBefore(end) ? new Period(begin, end) : null;
    }

    private static Instant end(YearMonth month) {
        return month.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static List<UsageInterval> ofItsClass(List<UsageInterval> usage, SlaAccount.Month month) {
        return usage.stream()
                .filter(interval -> interval.component().equals(month.component())
                        && interval.terms().slaClass().equals(month.slaClass()))
                .toList();
    }

    private @Nullable Unrated adjust(
            SlaAccount.Month month, List<Charge> charges, List<Recorded> entries, List<Statement.Adjustment> into) {
        var hash = inForce(entries, end(month.month()));
        var policy = policies.apply(hash);
        if (policy == null) {
            return new Unrated.NoPolicy(hash);
        }
        var currency = charges.getFirst().tariff().currency();
        var base = charges.stream().map(Charge::amount).reduce(Money.zero(currency), Money::plus);
        var minutes = month.minutes();
        var violation = new Violation(
                entries.getFirst().service().name(),
                month.component(),
                month.slaClass(),
                month.month(),
                minutes.availability(),
                minutes.bad(),
                minutes.unknown(),
                minutes.owed(),
                base.amount());
        return switch (policy.adjust(violation, steps(month.slaClass()))) {
            case Judgement.Stuck<Adjustment> stuck -> new Unrated.PolicyStuck(stuck.inWords());
            case Judgement.Judged<Adjustment>(var verdicts) -> {
                add(greatest(verdicts, Adjustment.Credit.class), month, base, hash, into);
                add(greatest(verdicts, Adjustment.Surcharge.class), month, base, hash, into);
                yield null;
            }
        };
    }

    /** The policy that the last entry before a time brought; where none did, it is the shipped one. */
    private static String inForce(List<Recorded> entries, Instant before) {
        var hash = PolicyCompiler.shipped().hash();
        for (var recorded : entries) {
            if (recorded.at().isBefore(before)) {
                hash = switch (recorded.entry()) {
                    case Entry.PolicyInForce inForce -> inForce.hash();
                    case Entry.Pruned pruned when pruned.policy() != null -> pruned.policy();
                    default -> hash;
                };
            }
        }
        return hash;
    }

    private List<CreditStep> steps(String slaClass) {
        var found = classes.named(slaClass);
        return found == null
                ? List.of()
                : found.credits().stream()
                        .map(credit -> new CreditStep(slaClass, credit.belowAvailability(), credit.share()))
                        .toList();
    }

    /** Of several of a kind the greatest counts, and of equal ones the first by name of rule. */
    private static @Nullable Ruled<Adjustment> greatest(
            List<Ruled<Adjustment>> verdicts, Class<? extends Adjustment> kind) {
        return verdicts.stream()
                .filter(ruled -> kind.isInstance(ruled.what()) && share(ruled).signum() > 0)
                .max(Comparator.comparing(SlaAdjusting::share).thenComparing(Ruled::rule, Comparator.reverseOrder()))
                .orElse(null);
    }

    private static BigDecimal share(Ruled<Adjustment> ruled) {
        return switch (ruled.what()) {
            case Adjustment.Credit(var share, var reason) -> share.min(BigDecimal.ONE);
            case Adjustment.Surcharge(var share, var reason) -> share;
        };
    }

    private static void add(
            @Nullable Ruled<Adjustment> ruled,
            SlaAccount.Month month,
            Money base,
            String hash,
            List<Statement.Adjustment> into) {
        if (ruled == null) {
            return;
        }
        var credits = ruled.what() instanceof Adjustment.Credit;
        var share = share(ruled);
        var minutes = month.minutes();
        var amount = base.times(credits ? share.negate() : share).rounded();
        into.add(new Statement.Adjustment(
                month.component(),
                credits ? Statement.Adjustment.Kind.CREDIT : Statement.Adjustment.Kind.SURCHARGE,
                month.slaClass(),
                month.month().toString(),
                minutes.availability(),
                minutes.bad(),
                minutes.unknown(),
                minutes.owed(),
                share,
                base.amount(),
                amount,
                ruled.what().reason(),
                ruled.rule(),
                ruled.author(),
                hash,
                SeqRange.ofEntries(month.entries())));
    }
}
