package io.reservoir.dsl.print;

import io.reservoir.dsl.parser.UnitReader;
import java.util.BitSet;
import java.util.regex.Pattern;

/**
 * A piece of text, and which of its words are meant as units. What a word is depends on its neighbours on the line: in
 * {@code 5 min X} the {@code min} would be a unit even where a clause is meant. A line break keeps the two apart.
 */
final class Phrase {
    /** Only behind a number can a word be a unit. */
    private static final Pattern NUMBER_AND_WORD = Pattern.compile("\\d *[\\p{L}_%]");

    private final StringBuilder text = new StringBuilder();
    private final BitSet units = new BitSet();
    private final BitSet either = new BitSet();

    Phrase add(String words) {
        text.append(words);
        return this;
    }

    /** Adds a unit such as {@code MB/s}. */
    Phrase unit(String unit) {
        for (var word : unit.splitWithDelimiters("/", 0)) {
            units.set(text.length(), !word.equals("/"));
            text.append(word);
        }
        return this;
    }

    /** Adds words of which it does not matter whether they are read as units: those of a domain's name. */
    Phrase either(String words) {
        either.set(text.length(), text.length() + words.length());
        return add(words);
    }

    Phrase add(Phrase other) {
        other.units.stream().forEach(at -> units.set(text.length() + at));
        other.either.stream().forEach(at -> either.set(text.length() + at));
        return add(other.text.toString());
    }

    String text() {
        return text.toString();
    }

    int width() {
        return text.codePointCount(0, text.length());
    }

    /** True if on one line every word is read as it is meant. */
    boolean isReadAsMeant() {
        return misread().isEmpty();
    }

    /** The same text, broken with that indentation wherever a word would not be read as it is meant. */
    Phrase settled(String indent) {
        var settled = this;
        for (var words = misread(); !words.isEmpty(); words = settled.misread()) {
            settled = settled.brokenAt(settled.blanksBy(words), indent);
        }
        return settled;
    }

    private BitSet misread() {
        if (!NUMBER_AND_WORD.matcher(text).find()) {
            return new BitSet();
        }
        var words = UnitReader.read(text.toString());
        words.xor(units);
        words.andNot(either);
        return words;
    }

    /** The blank behind a word that is meant as a unit, the one before a word that is not. */
    private BitSet blanksBy(BitSet words) {
        var blanks = new BitSet();
        words.stream().forEach(at -> blanks.set(units.get(at) ? text.indexOf(" ", at) : at - 1));
        return blanks;
    }

    private Phrase brokenAt(BitSet blanks, String indent) {
        var broken = new Phrase();
        var from = 0;
        for (var at = blanks.nextSetBit(0); at >= 0; at = blanks.nextSetBit(from)) {
            broken.add(part(from, at)).add("\n" + indent);
            from = at + 1;
        }
        return broken.add(part(from, text.length()));
    }

    private Phrase part(int from, int to) {
        var part = new Phrase().add(text.substring(from, to));
        part.units.or(units.get(from, to));
        part.either.or(either.get(from, to));
        return part;
    }
}
