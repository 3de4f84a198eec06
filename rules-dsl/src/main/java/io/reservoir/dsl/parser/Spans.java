package io.reservoir.dsl.parser;

import io.reservoir.dsl.syntax.Name;
import io.reservoir.dsl.syntax.SourceText;
import io.reservoir.model.diagnostic.Span;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** Places of tokens. ANTLR counts code points, Java chars. */
final class Spans {
    /** Possessive, so that however much stands there it is matched in a loop and not on the stack. */
    private static final Pattern GAP =
            Pattern.compile("(?:[\\s\\u00a0\\ufeff]++|//[^\\r\\n]*+|/\\*.*?\\*/)++", Pattern.DOTALL);

    private final SourceText source;
    private final int @Nullable [] charOffsets;

    Spans(SourceText source) {
        this.source = source;
        this.charOffsets = charOffsets(source.text());
    }

    Span of(Token token) {
        return source.span(offset(token.getStartIndex()), offset(token.getStopIndex() + 1));
    }

    Span of(Token first, Token last) {
        return source.span(offset(first.getStartIndex()), offset(last.getStopIndex() + 1));
    }

    Span of(ParserRuleContext context) {
        return of(context.getStart(), context.getStop());
    }

    /** The place just behind a token, where something is missing. */
    Span behind(Token token) {
        var end = offset(token.getStopIndex() + 1);
        return source.span(end, end);
    }

    Name name(Token token) {
        return new Name(token.getText(), of(token));
    }

    /** A name of several words has one blank wherever blanks or comments stand between them. */
    Name name(ParserRuleContext context) {
        var span = of(context);
        return new Name(GAP.matcher(source.text(span)).replaceAll(" "), span);
    }

    /** The same without any blank: {@code MB/s}, however it is written. */
    Name compactName(ParserRuleContext context) {
        return new Name(context.getText(), of(context));
    }

    @Nullable
    Name nameOrNull(@Nullable ParserRuleContext context) {
        return context == null ? null : name(context);
    }

    @Nullable
    Name nameOrNull(@Nullable Token token) {
        return token == null ? null : name(token);
    }

    private int offset(int codePoint) {
        return charOffsets == null ? codePoint : charOffsets[codePoint];
    }

    private static int @Nullable [] charOffsets(String text) {
        var count = text.codePointCount(0, text.length());
        if (count == text.length()) {
            return null;
        }
        var offsets = new int[count + 1];
        for (int i = 0, offset = 0; i < count; i++) {
            offsets[i] = offset;
            offset += Character.charCount(text.codePointAt(offset));
        }
        offsets[count] = text.length();
        return offsets;
    }
}
