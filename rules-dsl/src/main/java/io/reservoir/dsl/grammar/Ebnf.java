package io.reservoir.dsl.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Prints rules as people read them: what is typed in quotes, rules by name, {@code ?}, {@code *} and {@code +} for what
 * may be left out or repeated.
 */
public final class Ebnf {
    private static final int WIDTH = 96;
    private static final int MANY_KEYWORDS = 8;
    private static final Map<String, String> PATTERNS = Map.of(
            "NAME", "word",
            "NUMBER", "number",
            "UNIT", "unit-name",
            "PATH", "path",
            "STRING", "text",
            "DATE", "date",
            "MOMENT", "moment");

    private final Grammar grammar;

    public Ebnf(Grammar grammar) {
        this.grammar = grammar;
    }

    /** How the tokens that are no fixed texts are called in what is printed, by their names in the grammar. */
    public static Map<String, String> patterns() {
        return PATTERNS;
    }

    /** A rule, or an alternative by its label. */
    public String production(String name) {
        var part = grammar.production(name);
        var head = hyphened(name) + " ::= ";
        if (part instanceof Part.Choice(var alternatives)) {
            var lines = texts(alternatives);
            var oneLine = head + String.join(" | ", lines);
            return oneLine.length() <= WIDTH
                    ? oneLine
                    : head.stripTrailing() + "\n    "
                            + lines.stream().map(Ebnf::wrapped).collect(Collectors.joining("\n  | "));
        }
        return wrapped(head + text(part));
    }

    /** A rule as the choice between its labels. */
    public String labels(String rule) {
        var labels = grammar.rule(rule).alternatives().stream()
                .map(alternative -> hyphened(String.valueOf(alternative.label())))
                .collect(Collectors.joining(" | "));
        return wrapped(hyphened(rule) + " ::= " + labels);
    }

    private static String hyphened(String camelCase) {
        return camelCase.replaceAll("(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    private String text(Part part) {
        return switch (part) {
            case Part.Mention(var name) -> mention(name);
            case Part.Sequence(var parts) ->
                parts.stream()
                        .map(inner -> inner instanceof Part.Choice ? "(" + text(inner) + ")" : text(inner))
                        .filter(text -> !text.isEmpty())
                        .collect(Collectors.joining(" "));
            case Part.Choice(var alternatives) -> String.join(" | ", texts(alternatives));
            case Part.Repeated(var inner, var how) ->
                (inner instanceof Part.Mention(var name) && grammar.typed(name).size() < 2
                                ? text(inner)
                                : "(" + bare(text(inner)) + ")")
                        + how;
            case Part.Literal(var typed) -> '"' + typed + '"';
            case Part.Characters(var set) -> set;
            case Part.Except(var inner) -> "~" + text(inner);
            case Part.Anything anything -> ".";
        };
    }

    /** Without the brackets that a token of several spellings brings. */
    private static String bare(String text) {
        return text.matches("\\([^()]*\\)") ? text.substring(1, text.length() - 1) : text;
    }

    /** Of alternatives; many keywords, as a name may be, are one. */
    private List<String> texts(List<Part> alternatives) {
        var keywords = alternatives.stream().filter(this::isKeyword).count();
        var texts = new ArrayList<String>();
        for (var alternative : alternatives) {
            var text = keywords > MANY_KEYWORDS && isKeyword(alternative) ? "keyword" : text(alternative);
            if (!texts.contains(text)) {
                texts.add(text);
            }
        }
        return texts;
    }

    private boolean isKeyword(Part part) {
        return part instanceof Part.Mention(var name) && grammar.isKeyword(name);
    }

    private String mention(String name) {
        if (name.equals("EOF")) {
            return "";
        }
        var typed = grammar.typed(name);
        return switch (typed.size()) {
            case 0 -> PATTERNS.getOrDefault(name, hyphened(name));
            case 1 -> '"' + typed.getFirst() + '"';
            default -> "(" + typed.stream().map(t -> '"' + t + '"').collect(Collectors.joining(" | ")) + ")";
        };
    }

    private static String wrapped(String line) {
        var text = new StringBuilder();
        var width = 0;
        for (var word : line.split(" ", -1)) {
            if (width > 0 && width + 1 + word.length() > WIDTH) {
                text.append("\n        ");
                width = 8;
            } else if (width > 0) {
                text.append(' ');
                width++;
            }
            text.append(word);
            width += word.length();
        }
        return text.toString();
    }
}
