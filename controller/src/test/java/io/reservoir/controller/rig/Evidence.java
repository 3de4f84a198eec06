package io.reservoir.controller.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What became of VEEs by the files of their hosts' agents, read without the agents' code. */
final class Evidence {
    private final Map<String, List<Noted>> byVee = new TreeMap<>();

    /** A line of an agent's file that tells of a VEE. */
    record Noted(String host, long number, String state, Instant at) {
        boolean isRunning() {
            return state.equals("ACTIVE") || state.equals("PAUSED");
        }

        boolean isThere() {
            return !state.equals("DESTROYED") && !state.equals("LEFT");
        }
    }

    /** From when until when something was so; without an end it still is. */
    record Span(String host, Instant from, @Nullable Instant to) {
        Instant end(Instant now) {
            return to == null ? now : to;
        }
    }

    /** Reads the file of each host. */
    static Evidence of(Map<String, Path> files) {
        var evidence = new Evidence();
        files.forEach(evidence::read);
        evidence.byVee.values().forEach(all -> all.sort(Comparator.comparing(Noted::at)));
        return evidence;
    }

    private void read(String host, Path file) {
        var seen = new TreeMap<Long, String>();
        try {
            for (var line : Files.readString(file, StandardCharsets.UTF_8).split("\n", -1)) {
                // number, length, checksum and what was noted
                var fields = line.split(" ", 5);
                if (fields.length == 5 && fields[3].equals("noted")) {
                    for (var item : fields[4].split("\\|", -1)) {
                        var blank = item.indexOf(' ');
                        seen.put(Long.parseLong(item.substring(0, blank)), item.substring(blank + 1));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        seen.forEach((number, item) -> {
            var fields = item.split(" ", -1);
            byVee.computeIfAbsent(fields[0], vee -> new ArrayList<>())
                    .add(new Noted(host, number, fields[1], Instant.parse(fields[5])));
        });
    }

    Map<String, List<Noted>> byVee() {
        return byVee;
    }

    /** When a VEE ran at each host, in order. */
    List<Span> ran(String vee) {
        var spans = new ArrayList<Span>();
        var since = new TreeMap<String, Instant>();
        for (var noted : byVee.getOrDefault(vee, List.of())) {
            var began = since.get(noted.host);
            if (noted.isRunning() && began == null) {
                since.put(noted.host, noted.at);
            } else if (!noted.isRunning() && began != null) {
                since.remove(noted.host);
                if (began.isBefore(noted.at)) {
                    spans.add(new Span(noted.host, began, noted.at));
                }
            }
        }
        since.forEach((host, began) -> spans.add(new Span(host, began, null)));
        spans.sort(Comparator.comparing(Span::from));
        return spans;
    }

    /** How often a VEE was started that had been defined and no more, at any host. */
    long starts(String vee) {
        var before = new TreeMap<String, String>();
        var starts = 0L;
        for (var noted : byVee.getOrDefault(vee, List.of())) {
            if (noted.state.equals("ACTIVE") && "DEFINED".equals(before.getOrDefault(noted.host, "DEFINED"))) {
                starts++;
            }
            before.put(noted.host, noted.state);
        }
        return starts;
    }

    /** Where a VEE is now. */
    List<String> hostsOf(String vee) {
        var last = new TreeMap<String, Noted>();
        byVee.getOrDefault(vee, List.of()).forEach(noted -> last.put(noted.host, noted));
        return last.values().stream().filter(Noted::isThere).map(Noted::host).toList();
    }

    /** For how long the spans of a VEE at different hosts overlap. */
    static Duration overlap(List<Span> spans, Instant now) {
        var overlap = Duration.ZERO;
        for (int i = 0; i < spans.size(); i++) {
            for (int j = i + 1; j < spans.size(); j++) {
                var from = spans.get(j).from;
                var one = spans.get(i).end(now);
                var other = spans.get(j).end(now);
                var to = one.isBefore(other) ? one : other;
                if (from.isBefore(to)) {
                    overlap = overlap.plus(Duration.between(from, to));
                }
            }
        }
        return overlap;
    }
}
