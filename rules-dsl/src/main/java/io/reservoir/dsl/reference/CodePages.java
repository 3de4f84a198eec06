package io.reservoir.dsl.reference;

import io.reservoir.dsl.problem.Code;
import io.reservoir.model.diagnostic.Severity;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code codes/RSL-014.md}: the severity, what the code means, a fence {@code wrong}, a fence {@code mended}.
 *
 * <pre>
 * severity: error
 *
 * A statement names a component that the file does not declare.
 *
 * ```rsl wrong
 * …
 * ```
 *
 * ```rsl mended
 * …
 * ```
 * </pre>
 */
final class CodePages {
    private static final Pattern PAGE = Pattern.compile(
            "severity: (?<severity>\\w+)\n\n(?<meaning>.+?)\n\n" + fence("wrong") + "\n\n" + fence("mended") + "\n",
            Pattern.DOTALL);

    /** Those that are written, by code. */
    static final List<CodePage> ALL = Arrays.stream(Code.values())
            .map(CodePages::read)
            .filter(Objects::nonNull)
            .toList();

    private CodePages() {}

    private static String fence(String kind) {
        return "```(?<%1$sLanguage>\\w+) %1$s\n(?<%1$s>.*?)\n```".formatted(kind);
    }

    /** Null where nobody has written the page of that code. */
    private static @Nullable CodePage read(Code code) {
        var path = "codes/" + code.code() + ".md";
        var text = Texts.find(path);
        if (text == null) {
            return null;
        }
        var page = PAGE.matcher(text);
        if (!page.matches()) {
            throw new IllegalStateException(
                    path + " must have a line `severity: …`, a meaning, and the fences `rsl wrong` and `rsl mended`");
        }
        return new CodePage(
                code,
                severity(page.group("severity")),
                page.group("meaning"),
                new Example(page.group("wrongLanguage"), page.group("wrong")),
                new Example(page.group("mendedLanguage"), page.group("mended")));
    }

    private static Severity severity(String word) {
        return Arrays.stream(Severity.values())
                .filter(severity -> severity.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("`" + word + "` is no severity"));
    }
}
