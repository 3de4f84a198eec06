package io.reservoir.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.dsl.problem.Limits;
import io.reservoir.model.diagnostic.Diagnostic;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each limit holds at its value and refuses one past it. */
final class LimitsTest {
    private static final Limits LIMITS = Limits.DEFAULT;

    private static List<Diagnostic> exceeded(String text) {
        return Rsl.compile("limits.rsl", text).diagnostics().stream()
                .filter(d -> d.code().equals("RSL-003"))
                .toList();
    }

    private static void holds(String atLimit, String past) {
        assertThat(exceeded(atLimit)).isEmpty();
        assertThat(exceeded(past)).hasSize(1);
    }

    @Test
    void aTextMayBe64KiB() {
        var text = "CPU(C) = 1\n" + "/".repeat(LIMITS.textBytes() - 11);

        holds(text, text + "/");
    }

    @Test
    void bytesCountAndNotCharacters() {
        var text = "CPU(C) = 1\n//" + "é".repeat((LIMITS.textBytes() - 13) / 2);

        holds(text, text + "é");
    }

    @Test
    void aFileMayHave2000Statements() {
        holds(statements(LIMITS.statements()), statements(LIMITS.statements() + 1));
    }

    private static String statements(int count) {
        return IntStream.range(0, count).mapToObj(i -> "network N" + i).collect(Collectors.joining("\n"));
    }

    @Test
    void statementsCountOnOneLineToo() {
        var past = IntStream.range(0, LIMITS.statements() + 1)
                .mapToObj(i -> "SPEED(N" + i + ")=5MBS ")
                .collect(Collectors.joining());

        assertThat(exceeded(past)).hasSize(1);
    }

    @Test
    void aServiceMayHave200Rules() {
        holds(rules(LIMITS.rules()), rules(LIMITS.rules() + 1));
    }

    private static String rules(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> (i % 2 == 0 ? "CPU(A" : "Load(A") + i + "x) = 2")
                .collect(Collectors.joining("\n"));
    }

    @Test
    void bracketsMayNest64Deep() {
        holds(nested("(", ")", LIMITS.nesting()), nested("(", ")", LIMITS.nesting() + 1));
    }

    @Test
    void prefixOperatorsNestToo() {
        holds(nested("-", "", LIMITS.nesting()), nested("-", "", LIMITS.nesting() + 1));
    }

    @Test
    void choicesNestToo() {
        holds(nested("1 < 2 ? 3 : ", "", LIMITS.nesting()), nested("1 < 2 ? 3 : ", "", LIMITS.nesting() + 1));
    }

    private static String nested(String open, String close, int depth) {
        return "CPU(C) = " + open.repeat(depth) + "1" + close.repeat(depth);
    }

    @Test
    void anExpressionMayHave500Operators() {
        holds(sum(LIMITS.operators()), sum(LIMITS.operators() + 1));
    }

    @Test
    void operatorsAreCountedForEachStatementByItself() {
        assertThat(exceeded(
                        sum(LIMITS.operators()) + "\n" + sum(LIMITS.operators()).replace("CPU", "Memory")))
                .isEmpty();
    }

    private static String sum(int operators) {
        return "CPU(C) = 1" + " + 1".repeat(operators);
    }

    @Test
    void aNameMayHave64Characters() {
        holds("CPU(" + "a".repeat(64) + ") = 1", "CPU(" + "a".repeat(65) + ") = 1");
    }

    @Test
    void aNumberMayHave15Digits() {
        holds("CPU(C) = 12345678901234.5", "CPU(C) = 12345678901234.56");
    }

    @Test
    void anExponentMayBe9() {
        holds("CPU(C) = 1e9", "CPU(C) = 1e10");
        holds("CPU(C) = 1e-9", "CPU(C) = 1e-10");
    }

    @Test
    void aStringMayHave256Characters() {
        holds("image a from \"" + "x".repeat(256) + "\"", "image a from \"" + "x".repeat(257) + "\"");
    }

    @Test
    void aFileIsToldAtMost200Diagnostics() {
        var text = IntStream.range(0, 300).mapToObj(i -> "SLA(C) = Golt" + i).collect(Collectors.joining("\n"));

        assertThat(Rsl.compile("many.rsl", text).diagnostics()).hasSize(LIMITS.diagnostics());
    }
}
