package io.reservoir.dsl.grammar;

import java.util.stream.Collectors;

/** Turns the rule of a token into a regular expression that ignores case where it is told to, as the grammar does. */
public final class TokenPattern {
    private static final String SPECIAL = "\\.[]{}()*+?^$|";

    private final Grammar grammar;

    public TokenPattern(Grammar grammar) {
        this.grammar = grammar;
    }

    public String of(String token) {
        return text(grammar.rule(token).part());
    }

    private String text(Part part) {
        return switch (part) {
            case Part.Literal(var typed) ->
                typed.chars()
                        .mapToObj(c -> (SPECIAL.indexOf(c) < 0 ? "" : "\\") + (char) c)
                        .collect(Collectors.joining());
            case Part.Characters(var set) -> set;
            case Part.Mention(var name) -> grouped(grammar.rule(name).part());
            case Part.Sequence(var parts) -> parts.stream().map(this::grouped).collect(Collectors.joining());
            case Part.Choice(var alternatives) ->
                alternatives.stream().map(this::text).collect(Collectors.joining("|"));
            case Part.Repeated(var inner, var how) -> single(inner) + how;
            case Part.Except(Part.Characters(var set)) -> "[^" + set.substring(1);
            case Part.Except(var inner) ->
                throw new IllegalStateException("only a set of characters can be excepted, not " + inner);
            case Part.Anything anything -> ".";
        };
    }

    private String grouped(Part part) {
        var mentioned =
                part instanceof Part.Mention(var name) ? grammar.rule(name).part() : part;
        return mentioned instanceof Part.Choice ? "(?:" + bare(text(part)) + ")" : text(part);
    }

    private static String bare(String text) {
        return text.startsWith("(?:") && text.indexOf(')') == text.length() - 1
                ? text.substring(3, text.length() - 1)
                : text;
    }

    /** So that what follows is said of all of it. */
    private String single(Part part) {
        var text = text(part);
        var isOne = part instanceof Part.Characters
                || part instanceof Part.Except
                || part instanceof Part.Anything
                || (part instanceof Part.Literal(var typed) && typed.length() == 1)
                || text.matches("\\[[^]\\\\]*]")
                || text.matches("\\(\\?:[^()]*\\)");
        return isOne ? text : "(?:" + text + ")";
    }
}
