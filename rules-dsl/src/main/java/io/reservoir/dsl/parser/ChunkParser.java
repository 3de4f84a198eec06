package io.reservoir.dsl.parser;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Limits;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.syntax.Statement;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;

/** Reads the statements of a chunk, one by one; at the first mistake it gives the rest of the chunk up. */
final class ChunkParser {
    private final Limits limits;
    private final Problems problems;
    private final Spans spans;
    private final SyntaxErrors errors;
    private final StatementBuilder builder;
    private final RslParser parser = new RslParser(new CommonTokenStream(new ListTokenSource(List.of())));
    private final List<Statement> statements = new ArrayList<>();
    private boolean full;

    ChunkParser(Limits limits, Problems problems, Spans spans) {
        this.limits = limits;
        this.problems = problems;
        this.spans = spans;
        this.errors = new SyntaxErrors(spans, problems);
        this.builder = new StatementBuilder(spans, problems);
        parser.removeErrorListeners();
        parser.setErrorHandler(new BailErrorStrategy());
    }

    List<Statement> parse(List<List<Token>> chunks) {
        for (var chunk : chunks) {
            if (!hasRoom(chunk.getFirst())) {
                break;
            }
            parseChunk(chunk);
        }
        return statements;
    }

    private boolean hasRoom(Token next) {
        var room = statements.size() < limits.statements();
        if (!room && !full) {
            full = true;
            problems.error(Code.LIMIT, spans.of(next), "a file has at most " + limits.statements() + " statements");
        }
        return room;
    }

    private void parseChunk(List<Token> chunk) {
        var stream = stream(chunk);
        while (stream.LA(1) != Token.EOF) {
            var first = stream.LT(1);
            var at = stream.index();
            if (at > 0 && first.getLine() == chunk.get(at - 1).getLine() && !mayBegin(chunk, at)) {
                errors.reportRest(first);
                if (SyntaxErrors.goesOn(first)) {
                    statements.set(statements.size() - 1, broken(chunk));
                }
                return;
            }
            if (!hasRoom(first) || !parseStatement(stream, chunk.subList(at, chunk.size()))) {
                return;
            }
        }
    }

    private boolean parseStatement(CommonTokenStream stream, List<Token> rest) {
        var at = stream.index();
        try {
            statements.add(builder.build(statement(stream, PredictionMode.SLL)));
            return true;
        } catch (ParseCancellationException fault) {
            stream.seek(at);
        }
        try {
            statements.add(builder.build(statement(stream, PredictionMode.LL)));
            return true;
        } catch (ParseCancellationException fault) {
            giveUp(fault, rest);
            return false;
        }
    }

    private RslParser.StatementContext statement(CommonTokenStream stream, PredictionMode mode) {
        parser.setTokenStream(stream);
        parser.getInterpreter().setPredictionMode(mode);
        return parser.statement();
    }

    private void giveUp(ParseCancellationException fault, List<Token> rest) {
        if (!(fault.getCause() instanceof RecognitionException cause)) {
            throw fault;
        }
        errors.report(cause, rest.getFirst(), rest.getLast());
        statements.add(broken(rest));
    }

    private Statement.Broken broken(List<Token> tokens) {
        return new Statement.Broken(
                spans.of(tokens.getFirst(), tokens.getLast()),
                spans.name(tokens.getFirst()),
                SyntaxErrors.names(tokens));
    }

    /** True if a statement may begin there although a line does not: {@code name (} and what begins with a keyword. */
    private static boolean mayBegin(List<Token> chunk, int at) {
        return at + 1 < chunk.size()
                && Tokens.isWord(chunk.get(at))
                && (chunk.get(at + 1).getType() == RslParser.LPAREN
                        || (Tokens.isKeyword(chunk.get(at)) && Tokens.isWord(chunk.get(at + 1))));
    }

    private static CommonTokenStream stream(List<Token> chunk) {
        var all = new ArrayList<Token>(chunk.size() + 1);
        all.addAll(chunk);
        all.add(new CommonToken(Token.EOF));
        for (var i = 0; i < all.size(); i++) {
            ((CommonToken) all.get(i)).setTokenIndex(i);
        }
        return new CommonTokenStream(new ListTokenSource(all));
    }
}
