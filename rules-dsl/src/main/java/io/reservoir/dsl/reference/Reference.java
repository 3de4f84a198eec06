package io.reservoir.dsl.reference;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The reference of the language: its description in sections, and a page for each code of a diagnostic. */
public final class Reference {
    private Reference() {}

    /** The page of a code such as {@code RSL-014}; null where there is none. */
    public static @Nullable CodePage page(String code) {
        return CodePages.ALL.stream()
                .filter(page -> page.code().code().equals(code))
                .findFirst()
                .orElse(null);
    }

    /** All pages, by code. */
    public static List<CodePage> pages() {
        return CodePages.ALL;
    }

    /** The description of the language, in an order in which it can be read. */
    public static List<Section> sections() {
        return Chapters.SECTIONS;
    }

    /** What there is to say of a word of the language, ignoring case, such as to one who points at it in an editor. */
    public static List<Section> about(String word) {
        return Stream.concat(Calls.sections(), sections().stream())
                .filter(section -> section.isAbout(word))
                .toList();
    }
}
