package io.reservoir.controller.bill;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Ledger entries {@code first} to {@code last}, both included. */
public record SeqRange(long first, long last) {
    /** The entries that intervals rest on, in as few ranges as there can be, lowest first. */
    static List<SeqRange> of(List<UsageInterval> intervals) {
        return merged(intervals.stream()
                .map(interval -> new SeqRange(interval.firstSeq(), interval.lastSeq()))
                .toList());
    }

    /** Single entries, likewise. */
    static List<SeqRange> ofEntries(List<Long> seqs) {
        return merged(seqs.stream().map(seq -> new SeqRange(seq, seq)).toList());
    }

    private static List<SeqRange> merged(List<SeqRange> all) {
        var sorted = all.stream()
                .sorted(Comparator.comparingLong(SeqRange::first).thenComparingLong(SeqRange::last))
                .toList();
        var ranges = new ArrayList<SeqRange>();
        for (var range : sorted) {
            var before = ranges.isEmpty() ? null : ranges.getLast();
            if (before != null && range.first <= before.last + 1) {
                ranges.set(ranges.size() - 1, new SeqRange(before.first, Math.max(before.last, range.last)));
            } else {
                ranges.add(range);
            }
        }
        return List.copyOf(ranges);
    }

    @Override
    public String toString() {
        return first == last ? Long.toString(first) : first + "–" + last;
    }
}
