package io.reservoir.libvirt.xml;

import io.reservoir.model.vee.VeeId;
import java.util.Locale;

/** What text may stand in the XML of a domain, and what a domain is called. */
public final class XmlText {
    /** Longer ones are nobody's name, path or value. */
    private static final int LONGEST = 4_096;

    private static final int LONGEST_WORD = 16;

    private XmlText() {}

    /**
     * The text itself, if it comes back from XML as it went in: no control character, no lone surrogate, nothing that
     * XML does not know, and not longer than 4,096 characters. Else an {@link UnfitText}.
     */
    static String fit(String what, String text) {
        if (text.length() > LONGEST) {
            throw new UnfitText(what + " has more than " + LONGEST + " characters");
        }
        text.codePoints().forEach(c -> {
            if (Character.getType(c) == Character.CONTROL
                    || Character.getType(c) == Character.SURROGATE
                    || (c & 0xFFFE) == 0xFFFE) {
                throw new UnfitText(what + " has a character that XML cannot hold: U+" + "%04X".formatted(c));
            }
        });
        return text;
    }

    /** The name of a VEE's domain: {@code [a-z0-9-]}, at most 63 of them, another one for every VEE. */
    public static String domainName(String site, VeeId vee) {
        return word(vee.service().name()) + "-" + word(vee.component()) + "-" + vee.ordinal() + "-" + vee.incarnation()
                + "-" + vee.uuid(site).toString().substring(0, 8);
    }

    private static String word(String text) {
        var word = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        var some = word.isEmpty() ? "x" : word;
        return some.length() <= LONGEST_WORD ? some : some.substring(0, LONGEST_WORD);
    }
}
