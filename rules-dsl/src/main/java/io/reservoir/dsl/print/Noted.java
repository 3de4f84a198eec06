package io.reservoir.dsl.print;

import io.reservoir.dsl.syntax.Comment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part with the comments that are about it.
 *
 * @param part null behind the last one, where comments may stand too
 * @param before those that stand on lines of their own before it
 * @param behind those that stand behind it on its line
 */
record Noted(@Nullable Part part, List<Comment> before, List<Comment> behind) {
    /** Gives every comment to a part. Parts and comments are in the order of the text. */
    static List<Noted> all(List<Part> parts, List<Comment> comments) {
        var left = new ArrayDeque<>(comments);
        var all = new ArrayList<Noted>();
        var before = taken(
                left,
                parts.isEmpty() ? Integer.MAX_VALUE : parts.getFirst().span().start());
        for (var i = 0; i < parts.size(); i++) {
            var part = parts.get(i);
            var isLast = i + 1 == parts.size();
            var inside = taken(left, part.span().end());
            var between = taken(
                    left, isLast ? Integer.MAX_VALUE : parts.get(i + 1).span().start());
            var behind = onLine(between, part.span().endLine());
            all.add(of(part, before, inside, behind));
            before = new ArrayList<>(between.subList(behind.size(), between.size()));
        }
        all.add(new Noted(null, before, List.of()));
        return all;
    }

    /** A single comment in the midst of a part goes behind it; of several, no line comment could be followed by another. */
    private static Noted of(Part part, List<Comment> before, List<Comment> inside, List<Comment> behind) {
        if (inside.size() == 1 && behind.isEmpty()) {
            return new Noted(part, before, inside);
        }
        before.addAll(inside);
        return new Noted(part, before, behind);
    }

    private static List<Comment> taken(Deque<Comment> from, int end) {
        var taken = new ArrayList<Comment>();
        while (!from.isEmpty() && from.getFirst().span().start() < end) {
            taken.add(from.removeFirst());
        }
        return taken;
    }

    /** Those at the beginning that stand on that line, or on the one where the last of them ends. */
    private static List<Comment> onLine(List<Comment> comments, int line) {
        var count = 0;
        var last = line;
        while (count < comments.size() && comments.get(count).span().line() == last) {
            last = comments.get(count).span().endLine();
            count++;
        }
        return List.copyOf(comments.subList(0, count));
    }
}
