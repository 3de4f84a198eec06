package io.reservoir.controller.cli;

/**
 * What a guest printed, made fit for a terminal: of control characters, tabs and line ends stay, and the others are
 * shown, those of ASCII as {@code ^[}, all else by its number. So are characters that nobody sees and that reorder
 * others. Takes a text piece by piece.
 */
final class Printable {
    private static final int DELETE = 0x7F;

    private int carriageReturns;

    String of(String piece) {
        var text = new StringBuilder();
        piece.codePoints().forEach(c -> append(text, c));
        return text.toString();
    }

    /** Before the end of a line, carriage returns are part of it. */
    private void append(StringBuilder text, int c) {
        if (c == '\r') {
            carriageReturns++;
            return;
        }
        if (c != '\n') {
            text.repeat("^M", carriageReturns);
        }
        carriageReturns = 0;
        if (c == '\n' || c == '\t') {
            text.appendCodePoint(c);
        } else if (c < ' ' || c == DELETE) {
            text.append('^').append((char) (c ^ 0x40));
        } else if (isUnseen(c)) {
            text.append("\\u%04x".formatted(c));
        } else {
            text.appendCodePoint(c);
        }
    }

    /** A document with what JSON lets stand as it is, and a terminal should not get, written as JSON writes the rest. */
    static String inJson(String document) {
        var text = new StringBuilder();
        document.chars().forEach(c -> {
            if (c == '\n' || (c >= ' ' && c != DELETE && !isUnseen(c))) {
                text.append((char) c);
            } else {
                text.append("\\u%04x".formatted(c));
            }
        });
        return text.toString();
    }

    private static boolean isUnseen(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
