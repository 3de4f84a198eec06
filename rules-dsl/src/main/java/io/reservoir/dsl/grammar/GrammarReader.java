package io.reservoir.dsl.grammar;

import io.reservoir.dsl.grammar.Rule.Alternative;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the text of a grammar as far as the language's own uses what such texts may hold. */
final class GrammarReader {
    private static final Pattern COMMENT = Pattern.compile("(?m)^\\s*//.*$");
    private static final Pattern HEADER =
            Pattern.compile("grammar\\s+\\w+\\s*;|(?:options|tokens)\\s*\\{[^}]*}|<assoc[^>]*>|->\\s*\\w+\\(\\w+\\)");
    private static final Pattern TOKEN =
            Pattern.compile("'(?:\\\\.|[^'\\\\])*'|\\[(?:\\\\.|[^]\\\\])*]|\\w+|\\*\\?|\\S");

    private final List<String> tokens;
    private int next;

    private GrammarReader(List<String> tokens) {
        this.tokens = tokens;
    }

    static List<Rule> read(String text) {
        var bare = HEADER.matcher(COMMENT.matcher(text).replaceAll("")).replaceAll("");
        var reader = new GrammarReader(
                TOKEN.matcher(bare).results().map(found -> found.group()).toList());
        var rules = new ArrayList<Rule>();
        while (reader.next < reader.tokens.size()) {
            rules.add(reader.rule());
        }
        return rules;
    }

    private Rule rule() {
        skip("fragment");
        var name = take();
        want(":");
        var alternatives = new ArrayList<Alternative>();
        do {
            var part = sequence();
            alternatives.add(new Alternative(label(), part));
        } while (skip("|"));
        want(";");
        return new Rule(name, List.copyOf(alternatives));
    }

    private @Nullable String label() {
        return skip("#") ? take() : null;
    }

    private Part choice() {
        var alternatives = new ArrayList<Part>();
        do {
            alternatives.add(sequence());
        } while (skip("|"));
        return Part.choice(alternatives);
    }

    private Part sequence() {
        var parts = new ArrayList<Part>();
        while (!"|;)#".contains(peek())) {
            parts.add(repeated());
        }
        return Part.sequence(parts);
    }

    private Part repeated() {
        var part = single();
        return switch (peek()) {
            case "?", "*", "+", "*?" -> new Part.Repeated(part, take());
            default -> part;
        };
    }

    private Part single() {
        var token = take();
        if (skip("=")) {
            return single();
        }
        return switch (token.charAt(0)) {
            case '(' -> {
                var inner = choice();
                want(")");
                yield inner;
            }
            case '~' -> new Part.Except(single());
            case '.' -> new Part.Anything();
            case '[' -> new Part.Characters(token);
            case '\'' -> new Part.Literal(token.substring(1, token.length() - 1).replaceAll("\\\\(.)", "$1"));
            default -> new Part.Mention(token);
        };
    }

    private String peek() {
        return tokens.get(next);
    }

    private String take() {
        return tokens.get(next++);
    }

    private boolean skip(String token) {
        var found = peek().equals(token);
        next += found ? 1 : 0;
        return found;
    }

    private void want(String token) {
        if (!skip(token)) {
            throw new IllegalStateException("the grammar has `" + peek() + "` where `" + token + "` is wanted");
        }
    }
}
