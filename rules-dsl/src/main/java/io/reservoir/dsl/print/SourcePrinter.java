package io.reservoir.dsl.print;

import io.reservoir.dsl.syntax.Comment;
import io.reservoir.dsl.syntax.SourceFile;
import java.util.List;

/**
 * The canonical text of a file. It reads as the same tree, keeps the author's names, numbers, texts and comments, and
 * its own canonical text is itself.
 */
public final class SourcePrinter {
    private SourcePrinter() {}

    /**
     * The text of a file without a syntax error.
     *
     * @param comments all that stand in it, in their order
     */
    public static String print(SourceFile file, List<Comment> comments) {
        var statements = new StatementPrinter(file.source());
        var parts = file.statements().stream()
                .flatMap(statement -> statements.print(statement).stream())
                .toList();
        return Layout.of(Noted.all(parts, comments));
    }
}
