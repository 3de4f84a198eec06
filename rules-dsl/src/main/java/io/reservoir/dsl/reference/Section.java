package io.reservoir.dsl.reference;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A part of the language's description under one heading.
 *
 * @param level 2 for a chapter, 3 for what is in it
 * @param title Markdown; the words that it is about stand in back-ticks
 * @param text Markdown
 */
public record Section(int level, String title, String text) {
    private static final Pattern WORD = Pattern.compile("`([\\w ]+)[^`]*`");

    /** The words of the language that it is about, as they are typed; none where it is about something else. */
    public List<String> words() {
        return WORD.matcher(title)
                .results()
                .map(found -> found.group(1).strip())
                .toList();
    }

    /** True if a person who points at that word wants to read this: it is one of its words, or begins one. */
    public boolean isAbout(String word) {
        var wanted = word.toLowerCase(Locale.ROOT);
        return !wanted.isBlank()
                && words().stream()
                        .map(own -> own.toLowerCase(Locale.ROOT))
                        .anyMatch(own -> own.equals(wanted) || own.startsWith(wanted + " "));
    }
}
