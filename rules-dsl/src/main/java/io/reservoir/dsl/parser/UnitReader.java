package io.reservoir.dsl.parser;

import io.reservoir.dsl.syntax.SourceText;
import java.util.BitSet;

/** Tells which words of a text the parser takes for units: in {@code over 5 min min 3} the first {@code min}. */
public final class UnitReader {
    private UnitReader() {}

    /** Where those words begin, as offsets in chars. */
    public static BitSet read(String text) {
        var source = new SourceText("", text);
        var spans = new Spans(source);
        var units = new BitSet(text.length());
        TokenShaper.shape(TokenReader.visible(source)).stream()
                .filter(token -> token.getType() == RslParser.UNIT)
                .forEach(token -> units.set(spans.of(token).start()));
        return units;
    }
}
