package io.reservoir.controller.bill;

import io.reservoir.model.money.Tariff;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Usage intervals → charges. A tariff is valid from the midnight (UTC) of its day until the next one's. An interval
 * across such a midnight is charged in two parts. Where a tariff has no price for a dimension there is no charge.
 */
public final class Rating {
    private record Key(String component, int tariff, Terms terms, Tariff.Dimension dimension)
            implements Comparable<Key> {
        private static final Comparator<Key> ORDER = Comparator.comparing(Key::component)
                .thenComparingInt(Key::tariff)
                .thenComparing(key -> key.terms.slaClass())
                .thenComparing(key -> key.terms.priceFactor())
                .thenComparing(Key::dimension);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    private final List<Tariff> tariffs;

    private Rating(List<Tariff> tariffs) {
        this.tariffs =
                tariffs.stream().sorted(Comparator.comparing(Tariff::validFrom)).toList();
    }

    /** One charge for each component, tariff, terms and dimension that has a price and was used, in that order. */
    public static Rated rate(List<UsageInterval> intervals, List<Tariff> tariffs) {
        return new Rating(tariffs).rate(intervals);
    }

    /** The tariffs that are valid at some time of a period, oldest first. */
    static List<Tariff> inForce(List<Tariff> tariffs, Period period) {
        var rating = new Rating(tariffs);
        var inForce = new ArrayList<Tariff>();
        for (var i = 0; i < rating.tariffs.size(); i++) {
            var end = rating.end(i);
            var isOver = end != null && !end.isAfter(period.from());
            var start = rating.start(i);
            var isToCome = start.isAfter(period.from()) && !start.isBefore(period.to());
            if (!isOver && !isToCome) {
                inForce.add(rating.tariffs.get(i));
            }
        }
        return List.copyOf(inForce);
    }

    private Rated rate(List<UsageInterval> intervals) {
        for (var i = 1; i < tariffs.size(); i++) {
            if (tariffs.get(i).validFrom().equals(tariffs.get(i - 1).validFrom())) {
                return new Unrated.SameDay(tariffs.get(i - 1), tariffs.get(i));
            }
        }
        var uncovered = intervals.stream()
                .map(UsageInterval::from)
                .min(Comparator.naturalOrder())
                .filter(from -> tariffs.isEmpty() || from.isBefore(start(0)));
        if (uncovered.isPresent()) {
            return new Unrated.NoTariff(uncovered.get());
        }
        var charges = charges(intervals);
        for (var i = 1; i < charges.size(); i++) {
            var one = charges.getFirst().tariff();
            var other = charges.get(i).tariff();
            if (!one.currency().equals(other.currency())) {
                return other.validFrom().isBefore(one.validFrom())
                        ? new Unrated.TwoCurrencies(other, one)
                        : new Unrated.TwoCurrencies(one, other);
            }
        }
        return new Rated.Charges(charges);
    }

    private List<Charge> charges(List<UsageInterval> intervals) {
        var parts = new TreeMap<Key, List<UsageInterval>>();
        for (var interval : intervals) {
            for (var i = 0; i < tariffs.size(); i++) {
                var end = end(i);
                var part = interval.within(start(i), end == null ? Instant.MAX : end);
                if (part != null) {
                    add(part, i, parts);
                }
            }
        }
        var charges = new ArrayList<Charge>();
        for (Map.Entry<Key, List<UsageInterval>> entry : parts.entrySet()) {
            var key = entry.getKey();
            var tariff = tariffs.get(key.tariff);
            var price = tariff.perHour().get(key.dimension);
            if (price != null) {
                charges.add(Charge.of(key.component, key.dimension, key.terms, tariff, price, entry.getValue()));
            }
        }
        return List.copyOf(charges);
    }

    private static void add(UsageInterval part, int tariff, Map<Key, List<UsageInterval>> parts) {
        for (var dimension : Tariff.Dimension.values()) {
            if (part.units(dimension).signum() != 0) {
                parts.computeIfAbsent(
                                new Key(part.component(), tariff, part.terms(), dimension), key -> new ArrayList<>())
                        .add(part);
            }
        }
    }

    private Instant start(int tariff) {
        return tariffs.get(tariff).validFrom().atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private @Nullable Instant end(int tariff) {
        return tariff + 1 < tariffs.size() ? start(tariff + 1) : null;
    }
}
