package io.reservoir.libvirt.verb;

import io.reservoir.model.service.Size;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a libvirt host is entered by VEEs that move to it, as text: the URI of its libvirt seen from other hosts, and
 * what it may give to VEEs, which its libvirt does not know.
 */
record Door(String uri, Size total) {
    private static final Pattern TEXT =
            Pattern.compile("(qemu\\+[a-z]+://[^/#\\s]+/[^#\\s]*)#(\\d{1,9})/(\\d{1,18})/(\\d{1,18})");

    String text() {
        return uri + "#" + total.vcpus() + "/" + total.memoryBytes() + "/" + total.diskBytes();
    }

    /** Null where that text is the door of no libvirt host. */
    static @Nullable Door parse(String text) {
        var match = TEXT.matcher(text);
        return match.matches()
                ? new Door(
                        match.group(1),
                        new Size(
                                Integer.parseInt(match.group(2)),
                                Long.parseLong(match.group(3)),
                                Long.parseLong(match.group(4))))
                : null;
    }
}
