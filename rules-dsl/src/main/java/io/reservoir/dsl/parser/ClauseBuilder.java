package io.reservoir.dsl.parser;

import io.reservoir.dsl.syntax.Clause;
import io.reservoir.model.diagnostic.Span;
import org.jspecify.annotations.Nullable;

/** Builds clauses of equations. */
final class ClauseBuilder {
    private final Spans spans;
    private final Quantities quantities;
    private final ExpressionBuilder expressions;

    ClauseBuilder(Spans spans, Quantities quantities, ExpressionBuilder expressions) {
        this.spans = spans;
        this.quantities = quantities;
        this.expressions = expressions;
    }

    Clause build(RslParser.ClauseContext context) {
        var span = spans.of(context);
        return switch (context) {
            case RslParser.MinClauseContext c ->
                new Clause.Min(span, expressions.build(c.expression()), spans.nameOrNull(c.name()));
            case RslParser.MaxClauseContext c ->
                new Clause.Max(span, expressions.build(c.expression()), spans.nameOrNull(c.name()));
            case RslParser.WhenClauseContext c -> new Clause.When(span, expressions.build(c.expression()));
            case RslParser.OverClauseContext c -> new Clause.Over(span, quantities.duration(c.duration()));
            case RslParser.PriorityClauseContext c -> new Clause.Priority(span, quantities.quantity(c.quantity()));
            case RslParser.BandClauseContext c ->
                new Clause.Band(span, quantities.quantityOrNull(c.up), quantities.quantityOrNull(c.down));
            case RslParser.HeadroomClauseContext c -> new Clause.Headroom(span, quantities.quantity(c.quantity()));
            case RslParser.StabiliseClauseContext c ->
                new Clause.Stabilise(span, quantities.durationOrNull(c.up), quantities.durationOrNull(c.down));
            case RslParser.RateClauseContext c -> new Clause.Rate(span, pace(c.up), pace(c.down));
            case RslParser.OnUnknownClauseContext c -> onUnknown(span, c.unknownAnswer());
            case RslParser.StepClauseContext c -> new Clause.Step(span, quantities.quantity(c.quantity()));
            case RslParser.CooldownClauseContext c ->
                new Clause.Cooldown(span, quantities.durationOrNull(c.in), quantities.durationOrNull(c.out));
            case RslParser.DuringClauseContext c -> new Clause.During(span, spans.name(c.name()));
            case RslParser.WithinClauseContext c -> new Clause.Within(span, quantities.duration(c.duration()));
            case RslParser.CombineClauseContext c -> new Clause.Combine(span, spans.name(c.name()));
            default -> throw new IllegalStateException("no case for " + context.getClass());
        };
    }

    private Clause.@Nullable Pace pace(RslParser.@Nullable PaceContext context) {
        return context == null
                ? null
                : new Clause.Pace(quantities.quantity(context.quantity()), quantities.duration(context.duration()));
    }

    private Clause onUnknown(Span span, RslParser.UnknownAnswerContext context) {
        return switch (context) {
            case RslParser.HoldAnswerContext c -> new Clause.OnUnknown(span, Clause.Answer.HOLD, null);
            case RslParser.MaxAnswerContext c -> new Clause.OnUnknown(span, Clause.Answer.MAX, null);
            case RslParser.FallbackAnswerContext c ->
                new Clause.OnUnknown(span, Clause.Answer.FALLBACK, quantities.quantity(c.quantity()));
            default -> throw new IllegalStateException("no case for " + context.getClass());
        };
    }
}
