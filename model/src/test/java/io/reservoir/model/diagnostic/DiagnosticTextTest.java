package io.reservoir.model.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class DiagnosticTextTest {
    private static String print(String source, int line, int column, int endColumn, @Nullable String help) {
        var span = new Span("shop.rsl", line, column, line, endColumn, 0, 0);
        return DiagnosticText.print(new Diagnostic(Severity.ERROR, "RSL-014", span, "that is wrong", help), source);
    }

    @Test
    void printsTheMessageTheLineACaretAndHelp() {
        assertThat(print("one\n  two three\r\nfour", 2, 7, 12, "did you mean `3`?"))
                .isEqualTo("""
                error[RSL-014] shop.rsl:2:7: that is wrong
                 |   two three
                 |       ^^^^^
                 help: did you mean `3`?
                """);
    }

    @Test
    void aPlaceWithoutLengthHasOneCaretEvenBehindTheLine() {
        assertThat(print("a =", 1, 4, 4, null)).endsWith(" | a =\n |    ^\n");
    }

    @Test
    void tabsAndWideAndCombiningCharactersKeepTheCaretInPlace() {
        assertThat(print("\tab cd", 1, 5, 7, null)).endsWith(" |     ab cd\n |        ^^\n");
        assertThat(print("日本 x", 1, 4, 5, null)).endsWith(" | 日本 x\n |      ^\n");
        assertThat(print("e\u0301 x", 1, 4, 5, null)).endsWith("\n |   ^\n");
    }

    @Test
    void charactersThatShowNothingAreReplaced() {
        assertThat(print("a\u202eb\u0000", 1, 2, 3, null)).contains(" | a\ufffdb\ufffd\n |  ^\n");
    }

    @Test
    void aNameOfAFileCannotAct() {
        assertThat(DiagnosticText.visible("a\u001b[2J\n\u202eé.rsl")).isEqualTo("a\ufffd[2J\ufffd\ufffdé.rsl");
        var span = new Span("a\u001b.rsl", 1, 1, 1, 2, 0, 1);
        var diagnostic = new Diagnostic(Severity.ERROR, "RSL-014", span, "that is wrong", null);
        assertThat(DiagnosticText.print(diagnostic, "x")).startsWith("error[RSL-014] a\ufffd.rsl:1:1: that");
    }

    @Test
    void ofALongLineThePartAroundThePlaceIsShown() {
        var text = print("x".repeat(500) + "BAD" + "y".repeat(500), 1, 501, 504, null);

        assertThat(text.lines()).allMatch(line -> line.length() < 130);
        var lines = text.lines().toList();
        assertThat(lines.get(2).indexOf("^^^")).isEqualTo(lines.get(1).indexOf("BAD"));
    }

    @Test
    void aPlaceBeyondTheTextStillHasItsMessage() {
        assertThat(print("one", 7, 1, 2, null)).isEqualTo("error[RSL-014] shop.rsl:7:1: that is wrong\n");
    }
}
