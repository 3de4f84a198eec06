package io.reservoir.dsl.print;

import io.reservoir.dsl.syntax.Comment;
import io.reservoir.dsl.syntax.SourceFile;
import io.reservoir.dsl.syntax.Statement;
import java.util.ArrayList;
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
        var statements = new StatementPrinter(new AsTyped(file.source()));
        var parts = file.statements().stream()
                .flatMap(statement -> statements.print(statement).stream())
                .toList();
        return Layout.of(Noted.all(parts, comments));
    }

    /**
     * The text of statements that stand in no text of the language, such as those of an envelope. A blank line stands
     * between statements of different kinds and around those with a block.
     */
    public static String print(List<Statement> statements) {
        var printer = new StatementPrinter(new AsMeant());
        var parts = new ArrayList<Part>();
        var line = 0;
        Statement before = null;
        var afterBlock = false;
        for (var statement : statements) {
            var printed = printer.print(statement);
            var isBlock = printed.stream().anyMatch(part -> part.kind() == Part.Kind.OPENING);
            var isOther = before != null && !before.getClass().equals(statement.getClass());
            line += isOther || isBlock || afterBlock ? 2 : 1;
            for (var part : printed) {
                parts.add(part.onLine(line));
                line += part.isClause() ? 0 : 1;
            }
            line--;
            before = statement;
            afterBlock = isBlock;
        }
        return Layout.of(Noted.all(parts, List.of()));
    }
}
