package io.reservoir.dsl.syntax;

import io.reservoir.dsl.program.Term;
import io.reservoir.model.diagnostic.Span;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement as written. */
public sealed interface Statement {
    Span span();

    record Service(Span span, Name name) implements Statement {}

    record Image(
            Span span,
            Name name,
            @Nullable Text source,
            @Nullable Text sha256) implements Statement {}

    record Network(Span span, Name name) implements Statement {}

    record Component(Span span, Name name, Span sizeSpan, List<SizePart> size, List<Item> items) implements Statement {}

    /** {@code 2 CPU}, {@code 1 GB}, {@code 10 GB disk}; {@code word} is null where none follows the unit. */
    record SizePart(Span span, Quantity quantity, @Nullable Name word) {}

    /**
     * What a metric is.
     *
     * @param words unit and aggregation as written, at most two words
     */
    record Metric(
            Span span,
            Name name,
            Name component,
            @Nullable Name kind,
            List<Name> words,
            @Nullable Quantity period) implements Statement {}

    /** {@code Replicas(C1) = …} and everything else that gives something of a place a value. */
    record Equation(
            Span span,
            Name subject,
            Place place,
            Relation relation,
            Span relationSpan,
            Value value,
            List<Clause> clauses)
            implements Statement {}

    /** The sign between the two sides of an equation. */
    enum Relation {
        EQUALS("="),
        AT_MOST("<="),
        AT_LEAST(">=");

        private final String sign;

        Relation(String sign) {
            this.sign = sign;
        }

        public String sign() {
            return sign;
        }
    }

    record Indicator(Span span, Name name, Place place, Expression value, List<Clause> clauses) implements Statement {}

    /** {@code objective M(C) <= q over W in P% of windows}. */
    record Objective(
            Span span,
            Name metric,
            Place place,
            Term.Operator relation,
            Quantity limit,
            @Nullable Quantity window,
            @Nullable Quantity share)
            implements Statement {}

    /** {@code calendar office = "Mon-Fri 08:00-19:00 Europe/Madrid" except 2026-12-25}. */
    record Calendar(Span span, Name name, Text week, List<Name> exceptions) implements Statement {}

    /** {@code hold in C until T by "owner" "reason"}; {@code direction} is {@code in} or {@code out}. */
    record Hold(
            Span span,
            Name direction,
            Place place,
            Name until,
            @Nullable Text owner,
            @Nullable Text reason) implements Statement {}

    /** {@code budget 500 EUR per month soft}; {@code mode} is {@code soft}, {@code hard} or null. */
    record Budget(
            Span span,
            Quantity amount,
            Name period,
            @Nullable Name mode) implements Statement {}

    /** {@code migrate C when cond for D}. */
    record Migrate(
            Span span,
            Place place,
            Expression condition,
            @Nullable Quantity lasting) implements Statement {}

    record Test(Span span, Text title, List<TestLine> lines) implements Statement {}

    record SlaClass(Span span, Name name, @Nullable Name from, List<SlaTerm> terms) implements Statement {}

    record Tariff(Span span, Name name, @Nullable Name from, List<Currency> currencies, List<Price> prices)
            implements Statement {}

    record Currency(Span span, Name name) {}

    /** {@code memory 0.004 per GB hour}: {@code per} holds the words after {@code per}. */
    record Price(Span span, Name dimension, BigDecimal amount, List<Name> per) {}

    /**
     * A statement that could not be read. What it would have declared is not reported missing elsewhere.
     *
     * @param head its first word
     * @param names all words in it
     */
    record Broken(Span span, Name head, List<String> names) implements Statement {}
}
