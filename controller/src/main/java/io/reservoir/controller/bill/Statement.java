package io.reservoir.controller.bill;

import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.money.Money;
import io.reservoir.model.money.Tariff;
import io.reservoir.model.service.ServiceId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The bill of one service for one period: a pure function of a range of its ledger. Each line is rounded once, and
 * the total is the sum of the rounded lines, credits and surcharges included.
 *
 * @param until when metering stopped: the end of the period, or earlier if that had not come yet
 * @param tariffs those valid in the period, oldest first
 * @param veeHours the hours that all VEEs ran, to ten decimals
 * @param entries how many ledger entries were read
 * @param ledger from which to which, null where there were none
 */
public record Statement(
        ServiceId service,
        Period period,
        Instant until,
        List<Tariff> tariffs,
        Currency currency,
        List<Line> lines,
        List<Adjustment> adjustments,
        BigDecimal total,
        BigDecimal veeHours,
        int entries,
        @Nullable SeqRange ledger)
        implements Billed {

    /**
     * One line.
     *
     * @param tariff the name of the tariff
     * @param quantity units of the dimension times hours, to ten decimals
     * @param unitSeconds the same times seconds, exactly: what the amount is made from
     * @param unit of the quantity
     * @param unitPrice of one unit for one hour
     * @param priceFactor what the SLA class multiplies the price by
     * @param amount rounded to the decimals of the currency
     * @param entries the ledger entries that the line rests on
     * @param intervals what it is for, by VEE and time
     */
    public record Line(
            String component,
            Tariff.Dimension dimension,
            String slaClass,
            String tariff,
            BigDecimal quantity,
            BigDecimal unitSeconds,
            String unit,
            BigDecimal unitPrice,
            BigDecimal priceFactor,
            BigDecimal amount,
            List<SeqRange> entries,
            List<UsageInterval> intervals) {
        static Line of(Charge charge) {
            return new Line(
                    charge.component(),
                    charge.dimension(),
                    charge.terms().slaClass(),
                    charge.tariff().name(),
                    charge.quantity(),
                    charge.unitSeconds(),
                    charge.dimension().unit(),
                    charge.unitPrice(),
                    charge.terms().priceFactor(),
                    charge.amount().rounded(),
                    SeqRange.of(charge.intervals()),
                    charge.intervals());
        }
    }

    /**
     * What is given back of the charges of a month, or comes on top of them.
     *
     * @param month calendar month, UTC, such as {@code 2026-03}
     * @param availability share of the owed minutes that were not bad, from 0 to 1
     * @param share of the base
     * @param base the charges of the component under that class in that month, before rounding
     * @param amount share times base, rounded to the decimals of the currency; negative for a credit
     * @param policy hash of the policy that the rule is of
     * @param entries the ledger entries at which the component fell short and came back
     */
    public record Adjustment(
            String component,
            Kind kind,
            String slaClass,
            String month,
            double availability,
            long badMinutes,
            long unknownMinutes,
            long owedMinutes,
            BigDecimal share,
            BigDecimal base,
            BigDecimal amount,
            String reason,
            String rule,
            String author,
            String policy,
            List<SeqRange> entries) {
        /** Which way it goes. */
        public enum Kind {
            CREDIT,
            SURCHARGE
        }
    }

    /**
     * Bills a service.
     *
     * @param entries of the service's ledger from the first one on, in the order of their sequence numbers
     * @param adjusting what is given back and what comes on top
     * @param period null for the whole ledger: from its first entry, or earlier evidence in it, up to {@code until}
     * @param until the end of what can be known: usage that no entry has ended is metered up to then
     */
    public static Billed of(
            ServiceId service,
            List<Recorded> entries,
            TermsOfManifest termsOf,
            List<Tariff> tariffs,
            Adjusting adjusting,
            @Nullable Period period,
            Instant until) {
        if (!entries.isEmpty() && !entries.getFirst().service().equals(service)) {
            throw new IllegalArgumentException(
                    "not the ledger of " + service + ": " + entries.getFirst().service());
        }
        if (period != null
                && !entries.isEmpty()
                && entries.getFirst().entry() instanceof Entry.Pruned
                && period.from().isBefore(entries.getFirst().at())) {
            return new Unrated.Pruned(period.from(), entries.getFirst().at());
        }
        var all = Meter.intervals(entries, termsOf, until);
        var billed = period == null ? whole(entries, all, until) : period;
        var usage = billed.clip(all);
        var inForce = Rating.inForce(tariffs, billed);
        return switch (Rating.rate(usage, tariffs)) {
            case Unrated unrated -> unrated;
            case Rated.Charges rated when inForce.isEmpty() -> new Unrated.NoTariff(billed.from());
            case Rated.Charges rated ->
                switch (adjusting.adjust(entries, usage, tariffs, billed, until)) {
                    case Unrated unrated -> unrated;
                    case Adjusted.Lines(var adjustments) ->
                        of(service, entries, billed, until, inForce, rated.charges(), adjustments, usage);
                };
        };
    }

    private static Statement of(
            ServiceId service,
            List<Recorded> entries,
            Period period,
            Instant until,
            List<Tariff> inForce,
            List<Charge> charges,
            List<Adjustment> adjustments,
            List<UsageInterval> usage) {
        var currency = charges.isEmpty()
                ? inForce.getFirst().currency()
                : charges.getFirst().tariff().currency();
        var lines = charges.stream().map(Line::of).toList();
        var total = Stream.concat(
                        lines.stream().map(Line::amount), adjustments.stream().map(Adjustment::amount))
                .reduce(Money.zero(currency).rounded(), BigDecimal::add);
        var veeSeconds = usage.stream()
                .map(interval -> interval.unitSeconds(Tariff.Dimension.VEE))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return new Statement(
                service,
                period,
                until.isBefore(period.to()) ? until : period.to(),
                inForce,
                currency,
                lines,
                adjustments,
                total,
                Charge.hours(veeSeconds),
                entries.size(),
                entries.isEmpty()
                        ? null
                        : new SeqRange(
                                entries.getFirst().seq(), entries.getLast().seq()));
    }

    private static Period whole(List<Recorded> entries, List<UsageInterval> intervals, Instant until) {
        var from = until;
        for (var recorded : entries) {
            from = recorded.at().isBefore(from) ? recorded.at() : from;
        }
        for (var interval : intervals) {
            from = interval.from().isBefore(from) ? interval.from() : from;
        }
        return new Period(from, until);
    }
}
