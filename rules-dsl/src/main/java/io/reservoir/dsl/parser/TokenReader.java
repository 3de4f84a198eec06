package io.reservoir.dsl.parser;

import io.reservoir.dsl.syntax.SourceText;
import java.util.List;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.Token;

/** Cuts a text into tokens. */
final class TokenReader {
    private TokenReader() {}

    /** All of them, blanks and comments too. */
    static List<Token> all(SourceText source) {
        var lexer = new RslLexer(CharStreams.fromString(source.text(), source.file()));
        lexer.removeErrorListeners();
        return lexer.getAllTokens().stream().<Token>map(token -> token).toList();
    }

    /** Those that the parser sees. */
    static List<Token> visible(SourceText source) {
        return all(source).stream()
                .filter(token -> token.getChannel() == Token.DEFAULT_CHANNEL)
                .toList();
    }
}
