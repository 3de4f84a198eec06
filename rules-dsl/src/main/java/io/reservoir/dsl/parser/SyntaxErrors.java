package io.reservoir.dsl.parser;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.problem.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.antlr.v4.runtime.NoViableAltException;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.RuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.jspecify.annotations.Nullable;

/** Says in words of the language what a parser stumbled over. */
final class SyntaxErrors {
    private static final Set<String> ITEMS =
            Set.of("image", "networks", "replicas", "after", "ready", "spread", "near", "set", "victim", "drain");

    private static final Set<String> SLA_TERMS = Set.of(
            "availability",
            "response",
            "replace",
            "headroom",
            "band",
            "stabilise",
            "spread",
            "priority",
            "price",
            "credit");

    private static final Set<String> CLAUSES = Set.of(
            "combine",
            "min",
            "max",
            "when",
            "over",
            "priority",
            "band",
            "headroom",
            "stabilise",
            "rate",
            "on",
            "step",
            "cooldown",
            "during",
            "within");

    /** {@code victim by Sessions}. */
    private static final int VICTIM_TOKENS = 3;

    private final Spans spans;
    private final Problems problems;

    SyntaxErrors(Spans spans, Problems problems) {
        this.spans = spans;
        this.problems = problems;
    }

    /** A statement that could not be read; {@code last} is the last token before its end. */
    void report(RecognitionException fault, Token first, Token last) {
        var found = fault.getOffendingToken();
        var block = Tokens.isWord(found) ? block(fault.getCtx()) : null;
        if (found.getType() == Token.EOF) {
            problems.error(Code.SYNTAX, spans.behind(last), "the statement ends too early" + wanted(fault));
        } else if (found.getTokenIndex() == first.getTokenIndex()) {
            noStatement(first);
        } else if (isDirection(fault, first)) {
            wrongDirection(found, List.of("in", "out"), "`in` keeps it from shrinking, `out` from growing");
        } else if (block != null && followsVictim(fault)) {
            wrongDirection(found, List.of("asc", "desc"), "`asc` takes the one that has least, `desc` most");
        } else if (block != null) {
            problems.error(
                    Code.SYNTAX,
                    spans.of(found),
                    TokenWords.found(found) + " begins no line of " + block.what(),
                    Suggestion.help(lower(found), block.lines(), "lines begin with"));
        } else if (afterHead(fault, first)) {
            noStatement(first);
        } else {
            problems.error(
                    Code.SYNTAX, spans.of(found), "unexpected " + TokenWords.found(found) + wanted(fault), help(found));
        }
    }

    /** True at the word behind {@code hold}. */
    private static boolean isDirection(RecognitionException fault, Token first) {
        return first.getType() == RslParser.HOLD
                && Tokens.isWord(fault.getOffendingToken())
                && fault.getOffendingToken().getTokenIndex() == first.getTokenIndex() + 1;
    }

    /** True at a word behind {@code victim by Sessions} on the same line. */
    private static boolean followsVictim(RecognitionException fault) {
        var at = fault.getOffendingToken().getTokenIndex();
        return at >= VICTIM_TOKENS
                && fault.getInputStream() instanceof TokenStream tokens
                && tokens.get(at - VICTIM_TOKENS).getType() == RslParser.VICTIM
                && tokens.get(at - 1).getLine() == fault.getOffendingToken().getLine();
    }

    private void wrongDirection(Token found, List<String> directions, String meaning) {
        var expected = "`" + String.join("` or `", directions) + "`";
        problems.error(
                Code.SYNTAX,
                spans.of(found),
                "unexpected " + TokenWords.found(found) + ", expected " + expected,
                meaning);
    }

    /** What stands in braces, and how its lines begin. */
    private record Block(String what, Set<String> lines) {}

    private static @Nullable Block block(@Nullable RuleContext context) {
        return switch (context) {
            case RslParser.BlockContext c -> new Block("a component's block", ITEMS);
            case RslParser.TestStatementContext c -> new Block("a test", Set.of("given", "expect"));
            case RslParser.SlaClassStatementContext c -> new Block("an SLA class", SLA_TERMS);
            case null, default -> null;
        };
    }

    /** Something on the line of a statement that was complete already. */
    void reportRest(Token found) {
        var help = Tokens.isWord(found) ? Suggestion.help(lower(found), CLAUSES, "clauses") : help(found);
        problems.error(Code.SYNTAX, spans.of(found), "unexpected " + TokenWords.found(found), help);
    }

    /** True if an expression was meant to go on there, so that what was read of it is not what was meant. */
    static boolean goesOn(Token found) {
        return List.of("=", "&", "|", "^", "!").contains(found.getText());
    }

    private void noStatement(Token first) {
        var known = new ArrayList<>(Chunks.OPENERS);
        problems.error(
                Code.SYNTAX,
                spans.of(first),
                TokenWords.found(first) + " begins no statement",
                Tokens.isWord(first) ? Suggestion.help(lower(first), known, "statements begin with") : null);
    }

    /** True where a plain name stands at the beginning and nothing that a name may be followed by. */
    private static boolean afterHead(RecognitionException fault, Token first) {
        return first.getType() == RslParser.NAME
                && fault.getOffendingToken().getTokenIndex() == first.getTokenIndex() + 1
                && fault.getOffendingToken().getType() != RslParser.LPAREN;
    }

    private static String wanted(RecognitionException fault) {
        var types = expected(fault);
        var words = types == null ? "" : TokenWords.wanted(types);
        return words.isEmpty() ? "" : ", expected " + words;
    }

    /** What a decision with several tokens of look-ahead wants says nothing about the token it failed at. */
    private static @Nullable IntervalSet expected(RecognitionException fault) {
        if (fault instanceof NoViableAltException choice
                && choice.getStartToken().getTokenIndex()
                        != choice.getOffendingToken().getTokenIndex()) {
            return null;
        }
        return fault.getExpectedTokens();
    }

    private static @Nullable String help(Token found) {
        return switch (found.getText().toLowerCase(Locale.ROOT)) {
            case "=" -> "to compare, write `==`";
            case "&" -> "write `and`";
            case "|" -> "write `or`";
            case "!" -> "write `not`";
            case "^" -> "multiply instead: there is no power";
            case ";" -> "a statement ends where the next begins: leave it out";
            case "#" -> "comments begin with `//`";
            case "'" -> "texts stand in double quotes";
            default -> null;
        };
    }

    private static String lower(Token token) {
        return token.getText().toLowerCase(Locale.ROOT);
    }

    /** The words of a statement that could not be read. */
    static List<String> names(List<Token> tokens) {
        return tokens.stream()
                .filter(Tokens::isWord)
                .map(Token::getText)
                .distinct()
                .toList();
    }
}
