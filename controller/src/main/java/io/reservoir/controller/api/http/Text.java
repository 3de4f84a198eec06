package io.reservoir.controller.api.http;

/** What others wrote, as it may be repeated to them. */
public final class Text {
    private static final int LONGEST = 80;

    private Text() {}

    /** The text without control characters, cut where it is long. */
    public static String shortened(String text) {
        var cut = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        return cut.replaceAll("\\p{Cntrl}", "\uFFFD");
    }
}
