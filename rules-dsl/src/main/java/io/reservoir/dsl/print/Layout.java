package io.reservoir.dsl.print;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings parts to lines. A statement stands on one line with its clauses if that has at most 100 columns and no comment
 * stands between them; two blanks are before each clause then, one before a {@code max} that follows its {@code min}.
 * Else each clause has a line of its own. Blank lines stay, one at most in a row; none stands at the edges of a block.
 */
final class Layout {
    private static final int WIDTH = 100;
    private static final String INDENT = "  ";
    private static final String DEEPER = INDENT + INDENT;

    private final Rows rows = new Rows();

    private Layout() {}

    static String of(List<Noted> parts) {
        var layout = new Layout();
        for (int i = 0, end; i < parts.size(); i = end) {
            end = i + 1;
            while (end < parts.size() && isClause(parts.get(end))) {
                end++;
            }
            layout.add(parts.subList(i, end));
        }
        return layout.rows.text();
    }

    private static boolean isClause(Noted noted) {
        var part = noted.part();
        return part != null && part.isClause();
    }

    /** A part and the clauses behind it. */
    private void add(List<Noted> group) {
        var joined = joined(group);
        if (joined == null) {
            group.forEach(this::add);
        } else {
            var notes =
                    new Noted(joined, group.getFirst().before(), group.getLast().behind());
            add(joined, notes, joined.phrase().text());
        }
    }

    /** All of a group on one line; null where that cannot be. */
    private static @Nullable Part joined(List<Noted> group) {
        var joined = group.getFirst().part();
        for (var i = 1; i < group.size() && joined != null; i++) {
            var next = group.get(i).part();
            var apart = !group.get(i - 1).behind().isEmpty()
                    || !group.get(i).before().isEmpty();
            var both = apart || next == null ? null : joined.and(next);
            joined = both == null || both.phrase().width() > WIDTH ? null : both;
        }
        return joined != null && joined.phrase().isReadAsMeant() ? joined : null;
    }

    private void add(Noted noted) {
        var part = noted.part();
        if (part == null) {
            comments(noted, "", true);
        } else {
            add(part, noted, part.phrase().settled(indent(part) + DEEPER).text());
        }
    }

    private void add(Part part, Noted notes, String text) {
        var closes = part.kind() == Part.Kind.CLOSING;
        comments(notes, closes ? INDENT : indent(part), !part.isClause());
        rows.separate(part.span(), !part.isClause() && !closes);
        rows.add(indent(part) + text, notes.behind(), part.kind() == Part.Kind.OPENING);
    }

    private void comments(Noted notes, String indent, boolean separated) {
        for (var comment : notes.before()) {
            rows.separate(comment.span(), separated);
            rows.add(indent, comment);
        }
    }

    private static String indent(Part part) {
        return part.isClause() || part.kind() == Part.Kind.LINE ? INDENT : "";
    }
}
