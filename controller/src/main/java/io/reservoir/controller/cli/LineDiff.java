package io.reservoir.controller.cli;

import java.util.ArrayList;
import java.util.List;

/** What became of a text line by line, in the unified format that {@code patch} reads. */
final class LineDiff {
    private static final int CONTEXT = 3;

    /** Beyond so many pairs of lines the longest common sequence is not looked for: all of them are replaced. */
    private static final long MOST_PAIRS = 4_000_000;

    private static final String NO_END = "\\ No newline at end of file";

    private final List<String> before;
    private final List<String> after;
    private final List<Edit> edits = new ArrayList<>();

    private LineDiff(String before, String after) {
        this.before = lines(before);
        this.after = lines(after);
    }

    /** A line of either text and its sign: blank where it stays, {@code -} where it goes, {@code +} where it comes. */
    private record Edit(char sign, String line) {}

    /** The difference of two texts of that name; empty if there is none. */
    static String of(String name, String before, String after) {
        if (before.equals(after)) {
            return "";
        }
        var diff = new LineDiff(before, after);
        diff.compare();
        return "--- " + name + "\n+++ " + name + "\n" + diff.hunks();
    }

    /** A last line without an end is another one than the same with an end. */
    private static List<String> lines(String text) {
        var lines = new ArrayList<>(List.of(text.split("\n", -1)));
        var last = lines.removeLast();
        if (!last.isEmpty()) {
            lines.add(last + "\n" + NO_END);
        }
        return lines;
    }

    private void compare() {
        var start = 0;
        var most = Math.min(before.size(), after.size());
        while (start < most && before.get(start).equals(after.get(start))) {
            edits.add(new Edit(' ', before.get(start++)));
        }
        var same = 0;
        while (same < most - start && before.get(before.size() - 1 - same).equals(after.get(after.size() - 1 - same))) {
            same++;
        }
        compare(before.subList(start, before.size() - same), after.subList(start, after.size() - same));
        before.subList(before.size() - same, before.size()).forEach(line -> edits.add(new Edit(' ', line)));
    }

    private void compare(List<String> old, List<String> now) {
        var common = (long) old.size() * now.size() > MOST_PAIRS ? null : commonLengths(old, now);
        int i = 0;
        int j = 0;
        while (i < old.size() || j < now.size()) {
            if (common != null && i < old.size() && j < now.size() && old.get(i).equals(now.get(j))) {
                edits.add(new Edit(' ', old.get(i++)));
                j++;
            } else if (j == now.size()
                    || (i < old.size() && (common == null || common[i + 1][j] >= common[i][j + 1]))) {
                edits.add(new Edit('-', old.get(i++)));
            } else {
                edits.add(new Edit('+', now.get(j++)));
            }
        }
    }

    /** How long the longest common sequence of what begins there and there is. */
    private static int[][] commonLengths(List<String> old, List<String> now) {
        var common = new int[old.size() + 1][now.size() + 1];
        for (var i = old.size() - 1; i >= 0; i--) {
            for (var j = now.size() - 1; j >= 0; j--) {
                common[i][j] = old.get(i).equals(now.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        return common;
    }

    private String hunks() {
        var text = new StringBuilder();
        int oldLine = 1;
        int newLine = 1;
        for (int i = 0, from, to; i < edits.size(); i = to) {
            from = nextChange(i);
            if (from == edits.size()) {
                break;
            }
            to = endOfHunk(from);
            from = Math.max(i, from - CONTEXT);
            oldLine += from - i;
            newLine += from - i;
            var hunk = edits.subList(from, to);
            var old = count(hunk, '+');
            var now = count(hunk, '-');
            text.append("@@ -" + range(oldLine, old) + " +" + range(newLine, now) + " @@\n");
            hunk.forEach(edit -> text.append(edit.sign()).append(edit.line()).append('\n'));
            oldLine += old;
            newLine += now;
        }
        return text.toString();
    }

    private int nextChange(int from) {
        var at = from;
        while (at < edits.size() && edits.get(at).sign() == ' ') {
            at++;
        }
        return at;
    }

    /** Changes with little between them are one hunk. */
    private int endOfHunk(int firstChange) {
        var end = firstChange;
        while (true) {
            while (end < edits.size() && edits.get(end).sign() != ' ') {
                end++;
            }
            var next = nextChange(end);
            if (next == edits.size() || next - end > 2 * CONTEXT) {
                return Math.min(edits.size(), end + CONTEXT);
            }
            end = next;
        }
    }

    /** Lines of the hunk without those of that sign. */
    private static int count(List<Edit> hunk, char without) {
        return (int) hunk.stream().filter(edit -> edit.sign() != without).count();
    }

    /** A range without lines begins before the line it names. */
    private static String range(int start, int count) {
        return (count == 0 ? start - 1 : start) + "," + count;
    }
}
