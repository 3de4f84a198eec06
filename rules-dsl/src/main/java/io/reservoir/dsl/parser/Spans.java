package io.reservoir.dsl.parser;

import io.reservoir.dsl.syntax.Name;
import io.reservoir.dsl.syntax.SourceText;
import io.reservoir.model.diagnostic.Span;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** Places of tokens. ANTLR counts code points, Java chars. */
final class Spans {
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

    Name name(ParserRuleContext context) {
        var span = of(context);
        return new Name(source.text(span), span);
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
