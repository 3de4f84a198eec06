package io.reservoir.dsl.reference;

import io.reservoir.dsl.grammar.Ebnf;
import io.reservoir.dsl.grammar.Grammar;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Fills what the code knows into what people wrote: {@code {{grammar budgetStatement}}} and {@code {{table units}}} on
 * lines of their own, {@code {{band up}}} within a line. Behind an example it says what of it is checked only.
 */
final class Template {
    private static final Pattern BLOCK = Pattern.compile("(?m)^\\{\\{(grammar|table) ([^}]+)}}$");
    private static final Pattern INLINE = Pattern.compile("\\{\\{([^}]+)}}");
    static final Pattern EXAMPLE = Pattern.compile("(?ms)^```rsl\n(.*?)\n```$");

    private final Grammar grammar = Grammar.rsl();
    private final Ebnf ebnf = new Ebnf(grammar);
    private final Facts facts = new Facts();
    private final Tables tables;

    /** @param chapters all texts, with their examples */
    Template(List<String> chapters) {
        var examples = chapters.stream()
                .flatMap(text -> EXAMPLE.matcher(text).results())
                .map(found -> found.group(1))
                .toList();
        tables = new Tables(grammar, examples);
    }

    String filled(String text) {
        var withNotes = EXAMPLE.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(found.group() + CheckedOnly.note(found.group(1))));
        var withBlocks = BLOCK.matcher(withNotes)
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.group(1).equals("table") ? tables.named(found.group(2)) : productions(found.group(2))));
        return INLINE.matcher(withBlocks)
                .replaceAll(found ->
                        Matcher.quoteReplacement(facts.named(found.group(1).replace('\n', ' '))));
    }

    private String productions(String names) {
        return Stream.of(names.split(" ", -1))
                .map(ebnf::production)
                .collect(Collectors.joining("\n", "```ebnf\n", "\n```"));
    }
}
