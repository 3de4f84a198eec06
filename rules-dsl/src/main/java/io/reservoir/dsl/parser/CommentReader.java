package io.reservoir.dsl.parser;

import io.reservoir.dsl.syntax.Comment;
import io.reservoir.dsl.syntax.SourceText;
import java.util.List;
import org.antlr.v4.runtime.Token;

/** Finds the comments of a text, which the parser does not see. */
public final class CommentReader {
    private CommentReader() {}

    /** All of them, in the order of the text. */
    public static List<Comment> read(SourceText source) {
        var spans = new Spans(source);
        return TokenReader.all(source).stream()
                .filter(CommentReader::isComment)
                .map(token -> new Comment(spans.of(token), token.getText()))
                .toList();
    }

    private static boolean isComment(Token token) {
        return token.getType() == RslParser.LINE_COMMENT || token.getType() == RslParser.BLOCK_COMMENT;
    }
}
