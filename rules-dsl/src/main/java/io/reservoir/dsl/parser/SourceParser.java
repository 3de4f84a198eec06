package io.reservoir.dsl.parser;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Limits;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.syntax.SourceFile;
import io.reservoir.dsl.syntax.SourceText;
import java.util.List;
import org.antlr.v4.runtime.Token;

/** Turns text into its syntax tree; what cannot be read is reported, and the statements that can are returned. */
public final class SourceParser {
    private SourceParser() {}

    public static SourceFile parse(SourceText source, Limits limits, Problems problems) {
        if (!Characters.check(source, limits, problems)) {
            return new SourceFile(source, List.of());
        }
        var spans = new Spans(source);
        var tokens = TokenShaper.shape(upToOpenComment(TokenReader.visible(source), spans, problems));
        new TokenLimits(limits, problems, spans).check(tokens);
        if (!NestingLimit.check(tokens, limits, spans, problems)) {
            return new SourceFile(source, List.of());
        }
        return new SourceFile(source, new ChunkParser(limits, problems, spans).parse(Chunks.cut(tokens)));
    }

    private static List<Token> upToOpenComment(List<Token> tokens, Spans spans, Problems problems) {
        for (var i = 0; i < tokens.size(); i++) {
            var token = tokens.get(i);
            if (token.getType() == RslParser.OPEN_COMMENT) {
                problems.error(Code.NOT_CLOSED, spans.of(token), "this comment has no end", "close it with `*/`");
                return tokens.subList(0, i);
            }
        }
        return tokens;
    }
}
