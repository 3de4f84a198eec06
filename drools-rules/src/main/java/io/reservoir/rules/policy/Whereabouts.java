package io.reservoir.rules.policy;

import io.reservoir.model.diagnostic.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds where in DRL something stands that the compiler of rules has a complaint about. It names lines of Java that it
 * made from the rules, or expressions without any place; both stand in the text, but for blanks and calls of the engine.
 */
final class Whereabouts {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_$][A-Za-z0-9_$]*");
    private static final Pattern IN_WORDS =
            Pattern.compile("Unable to (?:parse left part of expression|find class|parse[^:]*|analyze[^:]*): (.*)");
    private static final Pattern ENGINE = Pattern.compile("\\bdrools\\.");

    private final List<RuleFile> files;

    Whereabouts(List<RuleFile> files) {
        this.files = files;
    }

    /**
     * The place of a line of generated Java: the whole line if it stands in a file, else the first of its words or of
     * the message's that does.
     *
     * @param column where in the line the error is, in chars from 0
     */
    @Nullable
    Span ofJava(String line, int column, String message) {
        var start = Math.clamp(column, 0, line.length());
        var word = NAME.matcher(line);
        if (word.find(start) && word.start() == start) {
            var wholeLine = find(line);
            var found = wholeLine == null ? null : within(wholeLine, word.group());
            if (found != null) {
                return found;
            }
        }
        var whole = find(line);
        return whole == null ? ofWords(message) : whole;
    }

    /** The place of an expression that a message quotes, null if it stands in no file. */
    @Nullable
    Span ofMessage(String message) {
        var quoted = IN_WORDS.matcher(message);
        var whole = quoted.find() ? find(quoted.group(1)) : null;
        return whole == null ? ofWords(message) : whole;
    }

    private @Nullable Span ofWords(String message) {
        var words = NAME.matcher(message);
        var candidates = new ArrayList<String>();
        while (words.find()) {
            candidates.add(words.group());
        }
        return candidates.stream()
                .filter(word -> word.length() > 3 || Character.isUpperCase(word.charAt(0)))
                .map(this::findWord)
                .filter(span -> span != null)
                .findFirst()
                .orElse(null);
    }

    private @Nullable Span findWord(String word) {
        var pattern = Pattern.compile("(?<![A-Za-z0-9_$])" + Pattern.quote(word) + "(?![A-Za-z0-9_$])");
        for (var file : files) {
            var match = pattern.matcher(file.text());
            if (match.find()) {
                return Places.span(file, match.start(), match.end());
            }
        }
        return null;
    }

    private @Nullable Span within(Span place, String word) {
        for (var file : files) {
            if (file.name().equals(place.file())) {
                var at = file.text().indexOf(word, place.start());
                return at >= 0 && at < place.end() ? Places.span(file, at, at + word.length()) : null;
            }
        }
        return null;
    }

    /** Where a text stands, blanks and the engine's own prefix apart. */
    private @Nullable Span find(String fragment) {
        var wanted = ENGINE.matcher(fragment).replaceAll("").replaceAll("\\s", "");
        if (wanted.isEmpty()) {
            return null;
        }
        for (var file : files) {
            var packed = new Packed(file.text());
            var at = packed.text.indexOf(wanted);
            if (at >= 0) {
                return Places.span(file, packed.offsets[at], packed.offsets[at + wanted.length() - 1] + 1);
            }
        }
        return null;
    }

    /** A text without its blanks, and where each char of it came from. */
    private static final class Packed {
        private final String text;
        private final int[] offsets;

        Packed(String original) {
            var kept = new StringBuilder();
            var from = new int[original.length()];
            for (var i = 0; i < original.length(); i++) {
                if (!Character.isWhitespace(original.charAt(i))) {
                    from[kept.length()] = i;
                    kept.append(original.charAt(i));
                }
            }
            text = kept.toString();
            offsets = from;
        }
    }
}
