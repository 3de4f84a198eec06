package io.reservoir.dsl.grammar;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * The rules of a grammar by name, in the order of its text. What is said of the language elsewhere (its reference, the
 * tables for editors) is taken from here and cannot differ from what the parser reads.
 */
public final class Grammar {
    private static final String RESOURCE = "/io/reservoir/dsl/parser/Rsl.g4";

    private final Map<String, Rule> rules = new LinkedHashMap<>();

    private Grammar(List<Rule> rules) {
        rules.forEach(rule -> this.rules.put(rule.name(), rule));
    }

    /** The grammar of the language. */
    public static Grammar rsl() {
        try (var stream = Objects.requireNonNull(Grammar.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            return of(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    static Grammar of(String text) {
        return new Grammar(GrammarReader.read(text));
    }

    public List<Rule> rules() {
        return List.copyOf(rules.values());
    }

    public Rule rule(String name) {
        var rule = rules.get(name);
        if (rule == null) {
            throw new IllegalArgumentException("the grammar has no rule `" + name + "`");
        }
        return rule;
    }

    /** What that name means: a rule, or an alternative by its label. */
    public Part production(String name) {
        return rules.values().stream()
                .flatMap(rule -> rule.alternatives().stream())
                .filter(alternative -> name.equals(alternative.label()))
                .map(Rule.Alternative::part)
                .findFirst()
                .orElseGet(() -> rule(name).part());
    }

    /** What one may type for a token, in lower case; empty where that is a pattern and not some texts. */
    public List<String> typed(String token) {
        var rule = rules.get(token);
        return rule == null || !rule.alternatives().stream().allMatch(a -> a.part() instanceof Part.Literal)
                ? List.of()
                : rule.alternatives().stream()
                        .map(a -> ((Part.Literal) a.part()).text().toLowerCase(Locale.ROOT))
                        .toList();
    }

    public boolean isKeyword(String token) {
        return typed(token).stream().anyMatch(text -> Character.isLetter(text.charAt(0)));
    }

    /** All keywords as they are typed. */
    public List<String> keywords() {
        return typedTokens(true);
    }

    /** All signs as they are typed. */
    public List<String> signs() {
        return typedTokens(false);
    }

    private List<String> typedTokens(boolean keywords) {
        return rules.values().stream()
                .filter(rule -> isKeyword(rule.name()) == keywords)
                .filter(rule -> !rule.name().startsWith("OPEN_"))
                .flatMap(rule -> typed(rule.name()).stream())
                .toList();
    }

    /** The keywords with which the alternatives of a rule begin. */
    public List<String> beginnings(String rule) {
        return rule(rule).alternatives().stream()
                .flatMap(alternative -> mentions(alternative.part()).stream().limit(1))
                .filter(this::isKeyword)
                .flatMap(token -> typed(token).stream())
                .distinct()
                .toList();
    }

    /** What a part mentions, in the order of the text. */
    public static List<String> mentions(Part part) {
        var found = new ArrayList<String>();
        collect(part, found);
        return found;
    }

    private static void collect(Part part, List<String> found) {
        switch (part) {
            case Part.Mention(var name) -> found.add(name);
            case Part.Sequence(var parts) -> parts.forEach(inner -> collect(inner, found));
            case Part.Choice(var alternatives) -> alternatives.forEach(inner -> collect(inner, found));
            case Part.Repeated(var inner, var how) -> collect(inner, found);
            case Part.Except(var inner) -> collect(inner, found);
            case Part.Literal literal -> {}
            case Part.Characters characters -> {}
            case Part.Anything anything -> {}
        }
    }
}
