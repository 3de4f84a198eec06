package io.reservoir.dsl.print;

import io.reservoir.dsl.syntax.Clause;
import io.reservoir.dsl.syntax.Name;
import org.jspecify.annotations.Nullable;

/** Prints the clauses of equations. */
final class ClausePrinter {
    private final Written written;
    private final ExpressionPrinter expressions;

    ClausePrinter(Written written, ExpressionPrinter expressions) {
        this.written = written;
        this.expressions = expressions;
    }

    Phrase print(Clause clause) {
        var phrase = new Phrase().add(clause.keyword());
        switch (clause) {
            case Clause.Min min -> {
                expressions.print(phrase.add(" "), min.bound());
                during(phrase, min.during());
            }
            case Clause.Max max -> {
                expressions.print(phrase.add(" "), max.bound());
                during(phrase, max.during());
            }
            case Clause.When when -> expressions.print(phrase.add(" "), when.condition());
            case Clause.Over over -> written.quantity(phrase.add(" "), over.window());
            case Clause.Priority priority -> written.quantity(phrase.add(" "), priority.number());
            case Clause.Band band -> {
                written.optional(phrase, " up ", band.up());
                written.optional(phrase, " down ", band.down());
            }
            case Clause.Headroom headroom -> written.quantity(phrase.add(" "), headroom.share());
            case Clause.Stabilise stabilise -> {
                written.optional(phrase, " up ", stabilise.up());
                written.optional(phrase, " down ", stabilise.down());
            }
            case Clause.Rate rate -> {
                pace(phrase, " up ", rate.up());
                pace(phrase, " down ", rate.down());
            }
            case Clause.OnUnknown onUnknown -> onUnknown(phrase, onUnknown);
            case Clause.Step step -> written.quantity(phrase.add(" "), step.size());
            case Clause.Cooldown cooldown -> {
                written.optional(phrase, " in ", cooldown.in());
                written.optional(phrase, " out ", cooldown.out());
            }
            case Clause.During during -> phrase.add(" ").add(during.calendar().text());
            case Clause.Within within -> written.quantity(phrase.add(" "), within.deadline());
            case Clause.Combine combine -> phrase.add(" ").add(Spelling.word(combine.how()));
        }
        return phrase;
    }

    private static void during(Phrase phrase, @Nullable Name calendar) {
        if (calendar != null) {
            phrase.add(" during ").add(calendar.text());
        }
    }

    private void pace(Phrase phrase, String direction, Clause.@Nullable Pace pace) {
        if (pace != null) {
            written.quantity(phrase.add(direction), pace.step());
            written.quantity(phrase.add(" per "), pace.per());
        }
    }

    private void onUnknown(Phrase phrase, Clause.OnUnknown clause) {
        switch (clause.answer()) {
            case HOLD -> phrase.add(" hold");
            case MAX -> phrase.add(" max");
            case FALLBACK -> written.optional(phrase, " fallback ", clause.number());
        }
    }
}
