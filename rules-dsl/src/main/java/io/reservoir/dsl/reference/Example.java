package io.reservoir.dsl.reference;

import java.util.regex.Pattern;

/**
 * A text in the reference.
 *
 * @param language {@code rsl} or another kind of file, as the fence around it says
 * @param shown how it is printed: a character that nobody could see stands as {@code ⟨U+202E⟩}
 */
public record Example(String language, String shown) {
    private static final Pattern HIDDEN = Pattern.compile("⟨U\\+([0-9A-F]{4,6})⟩");

    /** The text itself, as the compiler is to read it. */
    public String text() {
        return HIDDEN.matcher(shown).replaceAll(found -> Character.toString(Integer.parseInt(found.group(1), 16)));
    }
}
