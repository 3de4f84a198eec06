package io.reservoir.dsl.check;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.syntax.Quantity;
import io.reservoir.dsl.syntax.SlaTerm;
import io.reservoir.dsl.syntax.Statement;
import io.reservoir.model.diagnostic.Span;
import io.reservoir.model.reading.Aggregation;
import io.reservoir.model.sla.ResponseTime;
import io.reservoir.model.sla.SlaClass;
import io.reservoir.model.sla.SlaVersion;
import io.reservoir.model.sla.SpreadPromise;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Checks {@code sla class Gold { … }}. What a class does not say is as in the language's defaults. */
final class SlaClassChecker {
    private static final int GREATEST_PRIORITY = 1_000;
    private static final int MOST_CELLS = 1_000;
    private static final BigDecimal GREATEST_FACTOR = BigDecimal.valueOf(1_000);
    private static final double DEFAULT_BAND_UP = 0.05;
    private static final Duration DEFAULT_STABILISE = Duration.ofMinutes(5);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Times times;
    private final Measures measures;
    private final Problems problems;

    SlaClassChecker(Times times, Measures measures, Problems problems) {
        this.times = times;
        this.measures = measures;
        this.problems = problems;
    }

    /** The terms by their kind. */
    private record Terms(Map<Class<?>, SlaTerm> byKind, List<SlaTerm.Credit> credits) {
        <T extends SlaTerm> @Nullable T of(Class<T> kind) {
            return kind.cast(byKind.get(kind));
        }
    }

    /** A version of a class; null, with an error, where its day has a mistake. */
    @Nullable
    SlaVersion version(Statement.SlaClass statement) {
        var from = statement.from() == null ? LocalDate.EPOCH : times.day(statement.from());
        var terms = terms(statement);
        var slaClass = new SlaClass(
                statement.name().text(),
                availability(terms.of(SlaTerm.Availability.class)),
                response(terms.of(SlaTerm.Response.class)),
                replaceWithin(terms.of(SlaTerm.Replace.class)),
                headroom(terms.of(SlaTerm.Headroom.class)),
                bandUp(terms.of(SlaTerm.BandUp.class)),
                stabiliseDown(terms.of(SlaTerm.StabiliseDown.class)),
                spread(terms.of(SlaTerm.Spread.class)),
                priority(terms.of(SlaTerm.Priority.class)),
                priceFactor(terms.of(SlaTerm.PriceFactor.class)),
                credits(terms));
        return from == null ? null : new SlaVersion(from, slaClass);
    }

    private Terms terms(Statement.SlaClass statement) {
        var byKind = new HashMap<Class<?>, SlaTerm>();
        var credits = new ArrayList<SlaTerm.Credit>();
        for (var term : statement.terms()) {
            if (term instanceof SlaTerm.Credit credit) {
                credits.add(credit);
            } else if (byKind.putIfAbsent(term.getClass(), term) != null) {
                problems.error(Code.DUPLICATE, term.span(), "`" + term.keyword() + "` is written twice");
            }
        }
        return new Terms(byKind, credits);
    }

    private @Nullable Double availability(SlaTerm.@Nullable Availability term) {
        if (term == null) {
            return null;
        }
        if (!term.period().is("month")) {
            problems.error(
                    Code.SLA_CLASS, term.period().span(), "availability is promised per calendar month", "`per month`");
        }
        return promise(term.share());
    }

    private @Nullable ResponseTime response(SlaTerm.@Nullable Response term) {
        if (term == null) {
            return null;
        }
        var limit = measures.duration(term.limit(), Duration.ofMillis(1));
        var window = measures.duration(term.window(), SECOND);
        var share = promise(term.share());
        if (!(Aggregations.named(term.percentile().text()) instanceof Aggregation.Percentile(var rank))) {
            problems.error(
                    Code.SLA_CLASS,
                    term.percentile().span(),
                    Problems.quoted(term.percentile().text()) + " is no percentile",
                    "such as `p95`");
            return null;
        }
        return limit == null || window == null || share == null ? null : new ResponseTime(rank, limit, window, share);
    }

    private @Nullable Duration replaceWithin(SlaTerm.@Nullable Replace term) {
        return term == null ? null : measures.duration(term.within(), SECOND);
    }

    private double headroom(SlaTerm.@Nullable Headroom term) {
        var share = term == null ? null : measures.share(term.share(), 1, false);
        return share == null ? 0 : share;
    }

    private double bandUp(SlaTerm.@Nullable BandUp term) {
        var share = term == null ? null : measures.share(term.share(), 1, true);
        return share == null ? DEFAULT_BAND_UP : share;
    }

    private Duration stabiliseDown(SlaTerm.@Nullable StabiliseDown term) {
        var window = term == null ? null : measures.duration(term.window(), Duration.ZERO);
        return window == null ? DEFAULT_STABILISE : window;
    }

    private int priority(SlaTerm.@Nullable Priority term) {
        var number = term == null ? null : measures.whole(term.number(), 0, GREATEST_PRIORITY);
        return number == null ? 0 : number;
    }

    private SpreadPromise spread(SlaTerm.@Nullable Spread term) {
        if (term == null) {
            return SpreadPromise.NONE;
        }
        var cells = new HashMap<String, Integer>();
        addCells(term.first(), cells);
        if (term.second() != null) {
            addCells(term.second(), cells);
        }
        return new SpreadPromise(term.soft(), cells.getOrDefault("domains", 0), cells.getOrDefault("hosts", 0));
    }

    private void addCells(Quantity quantity, Map<String, Integer> cells) {
        var unit = quantity.unit();
        var word = unit == null ? "" : unit.lower();
        var number = quantity.number();
        var isWhole = number.stripTrailingZeros().scale() <= 0
                && number.signum() > 0
                && number.compareTo(BigDecimal.valueOf(MOST_CELLS)) <= 0;
        if (!isWhole || !(word.equals("hosts") || word.equals("domains")) || cells.containsKey(word)) {
            problems.error(
                    Code.SLA_CLASS,
                    quantity.span(),
                    "a spread is a number of `hosts` or of `domains`",
                    "such as `spread 2 domains or 3 hosts`");
            return;
        }
        cells.put(word, number.intValue());
    }

    private BigDecimal priceFactor(SlaTerm.@Nullable PriceFactor term) {
        if (term == null) {
            return BigDecimal.ONE;
        }
        var factor = term.factor().number();
        if (term.factor().unit() != null || factor.signum() < 0 || factor.compareTo(GREATEST_FACTOR) > 0) {
            problems.error(Code.RANGE, term.factor().span(), "a price factor lies between 0 and " + GREATEST_FACTOR);
            return BigDecimal.ONE;
        }
        return factor;
    }

    /** The best availability first, as they are looked up. */
    private List<SlaClass.Credit> credits(Terms terms) {
        var credits = new ArrayList<SlaClass.Credit>();
        var bounds = new HashSet<Double>();
        for (var term : terms.credits()) {
            var share = measures.share(term.share(), 1, true);
            var below = measures.share(term.below(), 1, true);
            if (share == null || below == null) {
                continue;
            }
            if (!bounds.add(below)) {
                problems.error(Code.DUPLICATE, term.span(), "there is a credit below that availability already");
            }
            credits.add(new SlaClass.Credit(below, exactShare(term.share())));
        }
        var first = terms.of(SlaTerm.Availability.class);
        if (first == null && !credits.isEmpty()) {
            report(terms.credits().getFirst().span());
        }
        credits.sort(
                Comparator.comparingDouble(SlaClass.Credit::belowAvailability).reversed());
        return List.copyOf(credits);
    }

    private void report(Span span) {
        problems.error(
                Code.SLA_CLASS,
                span,
                "a credit is given for availability, and this class promises none",
                "add `availability 99.9% per month`");
    }

    /** Money is decimal: 10% is exactly 0.10. */
    private static BigDecimal exactShare(Quantity quantity) {
        var isPercentage = quantity.unit() != null
                && Objects.requireNonNull(quantity.unit()).is("%");
        return isPercentage ? quantity.number().movePointLeft(2) : quantity.number();
    }

    private @Nullable Double promise(Quantity quantity) {
        var share = measures.share(quantity, 1, true);
        if (share != null && share == 0) {
            problems.error(Code.SLA_CLASS, quantity.span(), "a share of 0% promises nothing");
            return null;
        }
        return share;
    }
}
