package io.reservoir.dsl.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.dsl.function.Functions;
import io.reservoir.dsl.program.Cells.Mark;
import io.reservoir.dsl.program.Term.Operator;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values stand as {@code 3}, {@code 3+} for "at least 3", {@code ?} for unknown. */
final class FormulaTest {
    private static final Cells NONE = new Cells(0);

    private static void put(Cells cells, int cell, String value) {
        if (value.equals("?")) {
            cells.setUnknown(cell);
        } else if (value.endsWith("+")) {
            cells.set(cell, Double.parseDouble(value.substring(0, value.length() - 1)), Mark.AT_LEAST);
        } else {
            cells.setKnown(cell, Double.parseDouble(value));
        }
    }

    private static String text(Cells cells, int cell) {
        var number = cells.number(cell);
        var shown = number == Math.rint(number) ? String.format(Locale.ROOT, "%.0f", number) : String.valueOf(number);
        return switch (cells.mark(cell)) {
            case UNKNOWN -> "?";
            case AT_LEAST -> shown + "+";
            case KNOWN -> shown;
        };
    }

    private static String evaluated(Term term, String... inputs) {
        var cells = new Cells(inputs.length);
        IntStream.range(0, inputs.length).forEach(i -> put(cells, i, inputs[i]));
        var formula = Formula.of(term);
        var stack = new Cells(formula.stackDepth());
        formula.evaluate(cells, NONE, NONE, stack);
        return text(stack, 0);
    }

    private static Term read(int input) {
        return new Term.Read(input);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # plus
            +  | 2  | 3  | 5
            +  | 2+ | 3  | 5+
            +  | 2  | 3+ | 5+
            +  | 2+ | 3+ | 5+
            +  | 2  | ?  | ?
            +  | ?  | 3+ | ?
            # minus: what is taken away must be known
            -  | 5  | 3  | 2
            -  | 5+ | 3  | 2+
            -  | 5  | 3+ | ?
            -  | 5+ | 3+ | ?
            -  | ?  | 3  | ?
            # times: only a known number above zero keeps a bound
            *  | 2  | 3  | 6
            *  | 2+ | 3  | 6+
            *  | 2  | 3+ | 6+
            *  | 2+ | 3+ | ?
            *  | 2+ | -3 | ?
            *  | 2+ | 0  | ?
            *  | 0  | ?  | ?
            # divide: by zero is unknown
            /  | 6  | 3  | 2
            /  | 6+ | 3  | 2+
            /  | 6+ | -3 | ?
            /  | 6  | 3+ | ?
            /  | 6  | 0  | ?
            /  | 6+ | 0  | ?
            /  | 0  | 0  | ?
            /  | 1e308 | 1e-308 | ?
            # remainder
            %  | 7  | 3  | 1
            %  | 7+ | 3  | ?
            %  | 7  | 0  | ?
            # comparisons: a bound decides where all above it do
            >  | 3  | 2  | 1
            >  | 10+| 5  | 1
            >  | 5+ | 5  | ?
            >  | 4+ | 5  | ?
            >  | 5  | 10+| 0
            >  | 5  | 5+ | 0
            >  | 5  | 4+ | ?
            >= | 5+ | 5  | 1
            >= | 4+ | 5  | ?
            >= | 5  | 5+ | ?
            >= | 5  | 6+ | 0
            <  | 5+ | 5  | 0
            <  | 4+ | 5  | ?
            <  | 5  | 6+ | 1
            <  | 5  | 5+ | ?
            <= | 6+ | 5  | 0
            <= | 5+ | 5  | ?
            <= | 5  | 5+ | 1
            == | 5  | 5  | 1
            == | 6+ | 5  | 0
            == | 5+ | 5  | ?
            != | 6+ | 5  | 1
            != | 5  | 6+ | 1
            != | 5+ | 5  | ?
            >  | 5+ | 3+ | ?
            >  | ?  | 3  | ?
            # three-valued logic
            and | 1 | 1  | 1
            and | 1 | 0  | 0
            and | 0 | ?  | 0
            and | ? | 0  | 0
            and | 1 | ?  | ?
            and | ? | ?  | ?
            or  | 0 | 0  | 0
            or  | 1 | ?  | 1
            or  | ? | 1  | 1
            or  | 0 | ?  | ?
            or  | ? | ?  | ?
            # or else: the other side where nothing is known at all
            ?? | 5  | 8  | 5
            ?? | 5+ | 8  | 5+
            ?? | ?  | 8  | 8
            ?? | ?  | 8+ | 8+
            ?? | ?  | ?  | ?
            """)
    void operatorsFollowTheirTruthTables(String sign, String left, String right, String expected) {
        var operator = Arrays.stream(Operator.values())
                .filter(o -> o.sign().equals(sign))
                .findFirst()
                .orElseThrow();

        assertThat(evaluated(new Term.Binary(operator, read(0), read(1)), left, right))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            max   | 3 5    | 5
            max   | 3 ?    | 3+
            max   | ? 3    | 3+
            max   | 10 3+  | 10+
            max   | ? ?    | ?
            max   | 1 ? 4  | 4+
            max   | -2     | -2
            min   | 3 5    | 3
            min   | 3 ?    | ?
            min   | 5+ 3   | 3
            min   | 5+ 5   | 5
            min   | 3+ 5   | 3+
            min   | 3+ 5+  | 3+
            min   | 2+ 9 4 | 2+
            ceil  | 2.3    | 3
            ceil  | 2.3+   | 3+
            ceil  | ?      | ?
            floor | 2.7+   | 2+
            floor | -2.5   | -3
            round | 2.5    | 3
            round | -2.5   | -2
            round | 0.49999999999999994 | 0
            round | 2.4+   | 2+
            abs   | -2     | 2
            abs   | 2+     | 2+
            abs   | -2+    | ?
            abs   | ?      | ?
            clamp | 5 2 8  | 5
            clamp | 1 2 8  | 2
            clamp | 9 2 8  | 8
            clamp | 9 8 2  | 2
            clamp | ? 2 8  | 2+
            clamp | 9+ 2 8 | 8
            clamp | 5 2 ?  | ?
            """)
    void functionsFollowTheirTruthTables(String name, String arguments, String expected) {
        var values = arguments.split(" ");
        var function = Objects.requireNonNull(Functions.named(name.toUpperCase(Locale.ROOT)));
        var reads = IntStream.range(0, values.length)
                .<Term>mapToObj(FormulaTest::read)
                .toList();

        assertThat(evaluated(new Term.Call(function, reads), values)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"1,5,8,5", "0,5,8,8", "?,5,8,?", "1,5+,8,5+", "1,5,?,5", "0,5,?,?", "2+,5,8,?"})
    void aChoiceIsUnknownWhereItsConditionIs(String condition, String then, String otherwise, String expected) {
        assertThat(evaluated(new Term.Choose(read(0), read(1), read(2)), condition, then, otherwise))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"5,-5", "5+,?", "?,?", "0,0"})
    void theNegativeOfALowerBoundIsUnknown(String operand, String expected) {
        assertThat(evaluated(new Term.Negate(read(0)), operand).replace("-0", "0"))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"1,0", "0,1", "?,?"})
    void notOfUnknownIsUnknown(String operand, String expected) {
        assertThat(evaluated(new Term.Not(read(0)), operand)).isEqualTo(expected);
    }

    @Test
    void whatIsOnTheStackBeforeDoesNotMatter() {
        var formula = Formula.of(new Term.Binary(Operator.PLUS, read(0), read(1)));
        var inputs = new Cells(2);
        inputs.setKnown(0, 1);
        var stack = new Cells(formula.stackDepth());
        stack.setKnown(0, 77);
        stack.setKnown(1, 77);

        formula.evaluate(inputs, NONE, NONE, stack);

        assertThat(stack.isUnknown(0)).isTrue();
    }

    @Test
    void constantsAndIndicatorsAreReadFromTheirOwnCells() {
        var term = new Term.Binary(Operator.DIVIDE, new Term.Derived(0), new Term.Constant(0));
        var indicators = new Cells(1);
        indicators.setKnown(0, 3_000);
        var constants = new Cells(1);
        constants.setKnown(0, 500);
        var formula = Formula.of(term);
        var stack = new Cells(formula.stackDepth());

        formula.evaluate(NONE, indicators, constants, stack);

        assertThat(text(stack, 0)).isEqualTo("6");
    }

    @Test
    void theStackIsAsDeepAsTheRightmostBranchNeeds() {
        var left =
                new Term.Binary(Operator.PLUS, new Term.Binary(Operator.PLUS, read(0), read(0)), new Term.Constant(0));
        var right =
                new Term.Binary(Operator.PLUS, read(0), new Term.Binary(Operator.PLUS, read(0), new Term.Constant(0)));

        assertThat(Formula.of(left).stackDepth()).isEqualTo(2);
        assertThat(Formula.of(right).stackDepth()).isEqualTo(3);
    }

    @Test
    void evaluatingMakesNoGarbage() {
        var term = new Term.Choose(
                new Term.Binary(Operator.GREATER, read(0), read(1)),
                new Term.Call(Objects.requireNonNull(Functions.named("max")), List.of(read(0), read(1), read(0))),
                new Term.Negate(read(1)));
        var formula = Formula.of(term);
        var inputs = new Cells(2);
        inputs.setKnown(0, 4);
        inputs.setKnown(1, 3);
        var stack = new Cells(formula.stackDepth());
        IntStream.range(0, 50_000).forEach(i -> formula.evaluate(inputs, NONE, NONE, stack));
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        var before = threads.getCurrentThreadAllocatedBytes();

        for (var i = 0; i < 100_000; i++) {
            formula.evaluate(inputs, NONE, NONE, stack);
        }

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(100_000);
    }
}
