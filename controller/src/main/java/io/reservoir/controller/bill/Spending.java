package io.reservoir.controller.bill;

import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.money.Money;
import io.reservoir.model.money.Tariff;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Follows what one service spends, entry by entry, at the prices that its statements will have. */
public final class Spending {
    private final Meter meter;
    private final List<Tariff> tariffs;
    private long lastSeq;

    /** What was spent. */
    public sealed interface Spent {
        record Amount(Money money) implements Spent {}

        /** The tariffs do not say; the cause is a sentence. */
        record Unknown(String cause) implements Spent {}
    }

    public Spending(TermsOfManifest terms, List<Tariff> tariffs) {
        meter = new Meter(terms);
        this.tariffs = List.copyOf(tariffs);
    }

    /** Takes the next entry of the service. */
    public void add(Recorded recorded) {
        meter.add(recorded);
        lastSeq = recorded.seq();
    }

    /** Sequence number of the last entry that was taken, 0 for none. */
    public long lastSeq() {
        return lastSeq;
    }

    /** What was spent in a period before {@code now}; earlier periods are not asked for any more. */
    public Spent in(Period period, Instant now) {
        meter.forgetBefore(period.from());
        var tariff = inForce(now);
        if (tariff == null) {
            return new Spent.Unknown("no tariff is valid");
        }
        return switch (Rating.rate(period.clip(meter.upTo(now)), tariffs)) {
            case Unrated unrated -> new Spent.Unknown(unrated.told());
            case Rated.Charges(var charges) ->
                charges.isEmpty() || charges.getFirst().tariff().currency().equals(tariff.currency())
                        ? new Spent.Amount(
                                charges.stream().map(Charge::amount).reduce(Money.zero(tariff.currency()), Money::plus))
                        : new Spent.Unknown("the currency of the tariffs changes in the period");
        };
    }

    /** The tariff that is valid at that time, null where there is none. */
    public @Nullable Tariff inForce(Instant time) {
        return tariffs.stream()
                .filter(tariff -> !tariff.validFrom()
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant()
                        .isAfter(time))
                .max(Comparator.comparing(Tariff::validFrom))
                .orElse(null);
    }

    /** The terms that a component is sold on. */
    public Terms termsOf(String component) {
        return meter.termsOf(component);
    }
}
