package io.reservoir.dsl.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SourceTextTest {
    // the reference on its second line is one char inside
    private static final SourceText OUTER = new SourceText("o.xml", "<a>\n\ud83d\ude00x&lt;y</a>");

    private static final SourceText INNER = OUTER.inner("x<y", 6, new int[] {6, 7, 11}, new int[] {7, 11, 12});

    @Test
    void placesOfAnInnerTextPointIntoTheOuterOne() {
        var span = INNER.span(1, 2);

        assertThat(span.toString()).isEqualTo("o.xml:2:3");
        assertThat(span.endColumn()).isEqualTo(7);
        assertThat(OUTER.text(span)).isEqualTo("&lt;");
        assertThat(INNER.text(span)).isEqualTo("<");
    }

    @Test
    void aPlaceWithoutLengthIsWhereItWouldBe() {
        assertThat(INNER.span(2, 2).start()).isEqualTo(11);
        assertThat(INNER.span(3, 3).start()).isEqualTo(12);
        assertThat(INNER.text(INNER.span(2, 2))).isEmpty();
        var nothing = OUTER.inner("", 6, new int[0], new int[0]);
        assertThat(nothing.span(0, 0).start()).isEqualTo(6);
    }

    @Test
    void anOuterTextQuotesWhatIsInsideAsItIsMeant() {
        var outer = OUTER.with(List.of(INNER));

        assertThat(outer.text(INNER.span(0, 3))).isEqualTo("x<y");
        assertThat(outer.text(outer.span(0, 3))).isEqualTo("<a>");
    }

    @Test
    void columnsCountCodePointsAndLinesEndInThreeWays() {
        var text = new SourceText("t", "\ud83d\ude00\ud83d\ude00a\rb\r\nc\nd");

        assertThat(text.span(4, 5).toString()).isEqualTo("t:1:3");
        assertThat(text.span(6, 7).toString()).isEqualTo("t:2:1");
        assertThat(text.span(9, 10).toString()).isEqualTo("t:3:1");
        assertThat(text.span(11, 12).toString()).isEqualTo("t:4:1");
    }
}
