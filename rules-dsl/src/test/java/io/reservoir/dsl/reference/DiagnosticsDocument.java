package io.reservoir.dsl.reference;

import java.util.List;
import java.util.Locale;

/** All pages of codes as one document: {@code docs/diagnostics.md}. */
final class DiagnosticsDocument {
    private static final String BEGINNING = """
            # Diagnostics

            <!-- Generated from rules-dsl: problem.Code and src/main/resources/io/reservoir/dsl/reference/codes. -->

            Whatever the compiler has to say of a file has a code, which never changes its meaning. An *error* refuses the file; a
            *warning* and an *info* do not. All of them are told in one run, each with its place, and with help where there is some.
            The language itself is described in [language.md](language.md).

            | code | severity | about |
            | --- | --- | --- |
            """;

    private DiagnosticsDocument() {}

    static String of(List<CodePage> pages) {
        var text = new StringBuilder(BEGINNING);
        for (var page : pages) {
            var code = page.code().code();
            text.append("| [%s](#%s) | %s | %s |\n"
                    .formatted(
                            code,
                            code.toLowerCase(Locale.ROOT),
                            page.severity().word(),
                            page.code().title()));
        }
        pages.forEach(page -> append(page, text));
        return text.toString();
    }

    private static void append(CodePage page, StringBuilder text) {
        text.append("\n## %s\n\n%s: **%s**\n\n%s\n\n"
                .formatted(page.code().code(), kind(page), page.code().title(), page.meaning()));
        text.append(fenced(page.wrong().language(), page.wrong().shown()));
        text.append(fenced("text", said(page)));
        text.append("Mended:\n\n");
        text.append(fenced(page.mended().language(), page.mended().shown()).stripTrailing());
        text.append('\n');
    }

    private static String kind(CodePage page) {
        return switch (page.severity()) {
            case ERROR -> "Error";
            case WARNING -> "Warning";
            case INFO -> "Info";
        };
    }

    /** What is said of the wrong example under this code: other things may be said of it too. */
    private static String said(CodePage page) {
        var code = page.code().code();
        return Examples.answer(page.wrong())
                .text(diagnostic -> diagnostic.code().equals(code))
                .stripTrailing();
    }

    private static String fenced(String language, String text) {
        return "```" + language + "\n" + text + "\n```\n\n";
    }
}
