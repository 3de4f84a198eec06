package io.reservoir.dsl.reference;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The language's description as one document: {@code docs/language.md}. */
final class LanguageDocument {
    private static final String BEGINNING = """
            # The Reservoir service language

            <!-- Generated from rules-dsl: its grammar, its code and src/main/resources/io/reservoir/dsl/reference/language. -->

            """;

    private LanguageDocument() {}

    static String of(List<Section> sections) {
        var text = new StringBuilder(BEGINNING);
        sections.stream()
                .filter(section -> section.level() == 2)
                .forEach(chapter -> text.append("- [%s](#%s)%n".formatted(chapter.title(), anchor(chapter))));
        for (var section : sections) {
            text.append("\n%s %s\n".formatted("#".repeat(section.level()), section.title()));
            text.append(section.text().isEmpty() ? "" : "\n" + section.text() + "\n");
        }
        return text.toString();
    }

    /** Where a link to a section leads, as those who show Markdown make it of a heading. */
    static String anchor(Section section) {
        return section.title()
                .toLowerCase(Locale.ROOT)
                .codePoints()
                .filter(c -> Character.isLetterOrDigit(c) || c == ' ' || c == '-' || c == '_')
                .mapToObj(c -> c == ' ' ? "-" : Character.toString(c))
                .collect(Collectors.joining());
    }
}
