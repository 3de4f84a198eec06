package io.reservoir.dsl.reference;

import io.reservoir.dsl.problem.Code;
import io.reservoir.model.diagnostic.Severity;

/**
 * What there is to say of a kind of diagnostic.
 *
 * @param severity how it is told, by the compiler's first choice
 * @param meaning what it means and why it matters, Markdown
 * @param wrong a text that it is told about
 * @param mended the same text without the mistake
 */
public record CodePage(Code code, Severity severity, String meaning, Example wrong, Example mended) {
    /** The page as Markdown, without a heading. */
    public String markdown() {
        return meaning + "\n\nWrong:\n\n" + fenced(wrong) + "\n\nMended:\n\n" + fenced(mended) + "\n";
    }

    private static String fenced(Example example) {
        return "```" + example.language() + "\n" + example.shown() + "\n```";
    }
}
