package io.reservoir.dsl.ovf;

import java.util.Arrays;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.jspecify.annotations.Nullable;

/** What the members of an archive may be: plain files of plain names. Nothing is ever unpacked by those names. */
final class MemberNames {
    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*");
    private static final int LONGEST = 255;

    private MemberNames() {}

    /** The name of a member; many write {@code ./} before it. */
    static String of(TarArchiveEntry entry) {
        var name = entry.getName();
        var from = 0;
        while (name.startsWith("./", from)) {
            from += 2;
        }
        return name.substring(from);
    }

    /** What is wrong with a member; null if nothing is. */
    static @Nullable String fault(TarArchiveEntry entry) {
        if (entry.isSparse()) {
            return "is a sparse file";
        }
        if (entry.isSymbolicLink() || entry.isLink()) {
            return "is a link";
        }
        if (entry.isCharacterDevice() || entry.isBlockDevice() || entry.isFIFO()) {
            return "is a device";
        }
        if (entry.isDirectory() || !entry.isFile()) {
            return "is no plain file";
        }
        return nameFault(of(entry));
    }

    private static @Nullable String nameFault(String name) {
        if (name.isEmpty() || name.length() > LONGEST) {
            return "has a name of no or more than " + LONGEST + " characters";
        }
        if (name.startsWith("/")
                || name.indexOf('\\') >= 0
                || DRIVE.matcher(name).matches()) {
            return "has the name of a place outside";
        }
        if (Arrays.asList(name.split("/", -1)).contains("..")) {
            return "has a name that leads outside";
        }
        return name.chars().anyMatch(c -> c < ' ' || c == 0x7f) ? "has a name with a control character" : null;
    }
}
