package io.reservoir.dsl.ovf;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.syntax.SourceText;
import io.reservoir.model.diagnostic.Diagnostic;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds out whether an input is an envelope or an archive, and brings the envelope to light. */
final class PackageReader {
    private static final int LOOK_AHEAD = 16;

    private PackageReader() {}

    /**
     * What was found.
     *
     * @param descriptor null if there is none to be had
     * @param sources the texts that the diagnostics are about
     */
    record Opened(
            @Nullable SourceText descriptor, Members members, List<SourceText> sources, List<Diagnostic> diagnostics) {}

    static Opened read(String fileName, InputStream input, OvfLimits limits) throws IOException {
        var buffered = new BufferedInputStream(input);
        buffered.mark(LOOK_AHEAD);
        var first = buffered.readNBytes(LOOK_AHEAD);
        buffered.reset();
        return looksLikeText(first)
                ? descriptor(fileName, buffered, limits)
                : new ArchiveReader(fileName, limits).read(buffered);
    }

    /** XML begins with an angle bracket, behind blanks and a byte order mark at most. */
    private static boolean looksLikeText(byte[] first) {
        for (var b : first) {
            switch (b & 0xff) {
                case '<' -> {
                    return true;
                }
                case 0, ' ', '\t', '\r', '\n', 0xef, 0xbb, 0xbf, 0xfe, 0xff -> {}
                default -> {
                    return false;
                }
            }
        }
        return false;
    }

    private static Opened descriptor(String fileName, InputStream input, OvfLimits limits) throws IOException {
        var bytes = input.readNBytes(limits.descriptorBytes() + 1);
        var problems = new Problems();
        var text = text(fileName, bytes, limits, problems);
        return new Opened(
                text,
                Members.UNKNOWN,
                List.of(),
                problems.sorted(limits.language().diagnostics()));
    }

    /** The text of an envelope; null, with an error, if it is too long or cannot be decoded. */
    static @Nullable SourceText text(String file, byte[] bytes, OvfLimits limits, Problems problems) {
        var nothing = new SourceText(file, "").span(0, 0);
        if (bytes.length > limits.descriptorBytes()) {
            problems.error(
                    Code.OVF_LIMIT, nothing, "the envelope is longer than " + limits.descriptorBytes() + " bytes");
            return null;
        }
        var text = DescriptorText.of(bytes);
        if (text == null) {
            problems.error(
                    Code.OVF_XML,
                    nothing,
                    "the envelope is not in the encoding that it declares, or in none that is read here",
                    "write it in UTF-8");
            return null;
        }
        return new SourceText(file, text);
    }
}
