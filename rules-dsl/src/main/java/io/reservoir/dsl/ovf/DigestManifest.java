package io.reservoir.dsl.ovf;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.syntax.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A manifest: lines such as {@code SHA256(disk.vmdk)= 9f86…}. */
final class DigestManifest {
    private static final Pattern LINE = Pattern.compile("(?i)SHA-?(1|256|512) ?\\(([^)]+)\\) ?= ?([0-9a-f]+)");
    private static final int MOST_LINES = 1_000;

    private final SourceText source;
    private final List<Line> lines = new ArrayList<>();

    /** A line and where it stands, in chars. */
    private record Line(Algorithm algorithm, String member, String digest, int start, int end) {}

    /** The digests of the standard. */
    enum Algorithm {
        SHA1("SHA-1"),
        SHA256("SHA-256"),
        SHA512("SHA-512");

        private final String jdkName;

        Algorithm(String jdkName) {
            this.jdkName = jdkName;
        }

        String jdkName() {
            return jdkName;
        }
    }

    private DigestManifest(SourceText source) {
        this.source = source;
    }

    static DigestManifest read(SourceText source, Problems problems) {
        var manifest = new DigestManifest(source);
        var text = source.text();
        var start = 0;
        for (var count = 0; start < text.length(); count++) {
            var end = text.indexOf('\n', start);
            end = end < 0 ? text.length() : end;
            if (count == MOST_LINES) {
                problems.error(
                        Code.OVF_LIMIT, source.span(start, end), "a manifest has at most " + MOST_LINES + " lines");
                break;
            }
            manifest.take(start, end, problems);
            start = end + 1;
        }
        return manifest;
    }

    SourceText source() {
        return source;
    }

    private void take(int start, int end, Problems problems) {
        var written = source.text().substring(start, end).strip();
        var matcher = LINE.matcher(written);
        if (matcher.matches()) {
            lines.add(new Line(
                    Algorithm.valueOf("SHA" + matcher.group(1)), matcher.group(2), matcher.group(3), start, end));
        } else if (!written.isEmpty()) {
            problems.error(
                    Code.OVF_MANIFEST,
                    source.span(start, end),
                    "this is no digest of a member",
                    "such as `SHA256(disk.vmdk)= 9f86…`");
        }
    }

    /** Compares it with what was measured: digests by algorithm, by member. */
    void check(Map<String, Map<Algorithm, String>> measured, Problems problems) {
        for (var line : lines) {
            var digests = measured.get(line.member);
            if (digests == null) {
                reportAbsent(line, measured.keySet(), problems);
            } else {
                compare(line, digests.get(line.algorithm), problems);
            }
        }
    }

    /** The members that it gives digests of. */
    Set<String> members() {
        return Set.copyOf(lines.stream().map(Line::member).toList());
    }

    private void reportAbsent(Line line, Set<String> members, Problems problems) {
        problems.error(
                Code.OVF_MANIFEST,
                source.span(line.start, line.end),
                Problems.quoted(line.member) + " is no member of the archive",
                new Hints().help(line.member, members, "members"));
    }

    private void compare(Line line, @Nullable String digest, Problems problems) {
        if (!line.digest.equalsIgnoreCase(digest)) {
            problems.error(
                    Code.OVF_DIGEST,
                    source.span(line.start, line.end),
                    "the member " + Problems.quoted(line.member) + " has another digest: it was changed or damaged",
                    "its " + line.algorithm.jdkName() + " is " + digest);
        }
    }
}
