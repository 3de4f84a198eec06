package io.reservoir.dsl.print;

import io.reservoir.dsl.syntax.TestLine;

/** Prints the lines of tests. */
final class TestPrinter {
    private final Written written;
    private final ExpressionPrinter expressions;

    TestPrinter(Written written, ExpressionPrinter expressions) {
        this.written = written;
        this.expressions = expressions;
    }

    Phrase print(TestLine line) {
        var phrase = new Phrase();
        switch (line) {
            case TestLine.Given given -> {
                phrase.add("given ").add(Spelling.indicator(given.metric()));
                phrase.add("(" + written.place(given.place()) + ") = ");
                for (var i = 0; i < given.steps().size(); i++) {
                    step(phrase.add(i == 0 ? "" : ", "), given.steps().get(i));
                }
                written.optional(phrase, " every ", given.every());
            }
            case TestLine.Expect expect -> {
                expressions.printExpected(phrase.add("expect "), expect.condition());
                written.optional(phrase, " at ", expect.at());
            }
        }
        return phrase;
    }

    private void step(Phrase phrase, TestLine.Step step) {
        if (step.value() == null) {
            phrase.add("unknown");
        } else {
            written.quantity(phrase, step.value());
        }
        if (step.sign() != null && step.count() != null) {
            phrase.add(" " + Spelling.word(step.sign()) + " " + step.count().text());
        }
    }
}
