package io.reservoir.dsl.generate;

import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * Writes words as no careful person would: in any case, with blanks, line breaks and comments between them wherever
 * the language allows it. Each comment has its number.
 */
final class Scribble {
    private final RandomGenerator random;
    private final StringBuilder text = new StringBuilder();
    private int comments;

    /** How often a comment stands in a gap, in percent. */
    private final int commentPercent;

    Scribble(RandomGenerator random) {
        this.random = random;
        this.commentPercent = random.nextInt(4);
    }

    @Override
    public String toString() {
        return text.toString();
    }

    int comments() {
        return comments;
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    String any(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** A name of the author's, behind a gap. */
    Scribble name(String name) {
        gap(true);
        text.append(name);
        return this;
    }

    /** Words of the language, which ignore case, each behind a gap. */
    Scribble words(String words) {
        for (var word : words.split(" ", -1)) {
            name(inAnyCase(word));
        }
        return this;
    }

    /** The same where a line break would end the statement. */
    Scribble wordsOnLine(String words) {
        for (var word : words.split(" ", -1)) {
            gap(false);
            text.append(inAnyCase(word));
        }
        return this;
    }

    /** Signs that need no blank around them. */
    Scribble sign(String sign) {
        if (chance(50)) {
            gap(true);
        }
        text.append(sign);
        if (chance(50)) {
            gap(true);
        }
        return this;
    }

    /** A sign that stands close to what is before it and behind it, at least on its line. */
    Scribble close(String sign) {
        text.append(sign);
        return this;
    }

    /** A word that belongs to the number before it: on its line. */
    Scribble unit(String unit) {
        if (chance(60)) {
            gap(false);
        }
        text.append(inAnyCase(unit));
        return this;
    }

    /** A line break within a statement, where what follows would be read otherwise on the same line. */
    Scribble breakLine() {
        if (chance(commentPercent)) {
            comment(true);
        } else {
            text.append(any("\n ", "\r\n\t", "\n\n    "));
        }
        return this;
    }

    /** Some lines in braces. */
    void block(Runnable line) {
        sign("{");
        while (chance(75)) {
            line.run();
        }
        sign("}");
    }

    /** What separates statements. */
    Scribble endStatement() {
        if (chance(3 * commentPercent)) {
            text.append(any(" ", "", "\n")).append("// ").append(comments++).append(any("", " \t", " \u00e9 */"));
        }
        text.append(any("\n", "\n", "\r\n", "\n\n", "\n \n\n"));
        while (chance(3 * commentPercent)) {
            text.append(any("// ", "//// ", "/* ")).append(comments);
            text.append(text.charAt(text.lastIndexOf("/") + 1) == '*' ? " */" : "")
                    .append(any("\n", "\n\n"));
            comments++;
        }
        return this;
    }

    boolean endsWith(String ending) {
        return text.toString().endsWith(ending);
    }

    private void gap(boolean mayBreak) {
        if (chance(commentPercent)) {
            comment(mayBreak);
        } else {
            text.append(mayBreak ? any(" ", " ", " ", "  ", "\t", "\n  ", "\u00a0") : any(" ", " ", "  "));
        }
    }

    private void comment(boolean breaks) {
        var number = comments++;
        text.append(
                breaks
                        ? any(
                                " // " + number + "\n ",
                                "\n // " + number + "  \n\n  ",
                                " /* " + number + "  \n   * */\n\t")
                        : " /* " + number + " */ ");
    }

    private String inAnyCase(String word) {
        return switch (random.nextInt(8)) {
            case 0 -> word.toUpperCase(Locale.ROOT);
            case 1 -> word.toLowerCase(Locale.ROOT);
            case 2 -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
            default -> word;
        };
    }
}
