package io.reservoir.controller.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.controller.explain.Table.Cell;
import org.junit.jupiter.api.Test;

final class TableTest {
    @Test
    void putsNumbersToTheRightAndTextsToTheLeft() {
        var table = Table.headed("NAME", "COUNT").row("a", "7").row("bcd", "12").row("e", "-");
        assertThat(table).hasToString("NAME  COUNT\na         7\nbcd      12\ne         -\n");
    }

    @Test
    void leavesOutEmptyColumnsAndBlanksAtTheEnd() {
        assertThat(Table.plain("").row("a", "", "b").row("c", "", "")).hasToString("a  b\nc\n");
    }

    @Test
    void cutsLinesToTheWidth() {
        var table = Table.plain("  ").row("name", "a long explanation");
        assertThat(table.cutTo(14)).isEqualTo("  name  a lon…\n");
        assertThat(table.cutTo(8)).isEqualTo("  name\n");
        assertThat(table.cutTo(100)).isEqualTo("  name  a long explanation\n");
    }

    @Test
    void countsCodePointsAndNoColors() {
        var table = Table.plain("")
                .row(new Cell("😀", text -> "\u001b[1m" + text + "\u001b[0m"), Cell.of("x"))
                .row("ab", "y");
        assertThat(table).hasToString("\u001b[1m😀\u001b[0m   x\nab  y\n");
    }

    @Test
    void cutsBeforeItColors() {
        var table = Table.plain("").row(new Cell("abcdef", text -> "<" + text + ">"));
        assertThat(table.cutTo(4)).isEqualTo("<abc…>\n");
    }

    @Test
    void isEmptyWithoutRows() {
        assertThat(Table.headed("NAME").isEmpty()).isTrue();
        assertThat(Table.headed("NAME").row("a").isEmpty()).isFalse();
    }
}
