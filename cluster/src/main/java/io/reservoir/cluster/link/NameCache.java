package io.reservoir.cluster.link;

import io.reservoir.model.service.ServiceId;
import org.jspecify.annotations.Nullable;

/** Gives back the name that was read before where the same bytes come again: names repeat, and make no garbage so. */
final class NameCache {
    private static final int SLOTS = 1 << 13;
    private static final int LONGEST = 64;

    private final @Nullable String[] names = new @Nullable String[SLOTS];
    private final @Nullable ServiceId[] services = new @Nullable ServiceId[SLOTS];

    /** A name of a metric or component. */
    String name(ByteReader reader) throws FrameUnreadable {
        var length = reader.getCount(LONGEST);
        var at = reader.skip(length);
        var bytes = reader.array();
        var slot = slot(bytes, at, length);
        var known = names[slot];
        if (known != null && same(known, bytes, at, length)) {
            return known;
        }
        var name = ascii(bytes, at, length);
        if (!isName(name)) {
            throw new FrameUnreadable("a name in a frame is none");
        }
        names[slot] = name;
        return name;
    }

    ServiceId service(ByteReader reader) throws FrameUnreadable {
        var length = reader.getCount(LONGEST);
        var at = reader.skip(length);
        var bytes = reader.array();
        var slot = slot(bytes, at, length);
        var known = services[slot];
        if (known != null && same(known.name(), bytes, at, length)) {
            return known;
        }
        var name = ascii(bytes, at, length);
        if (!ServiceId.isValid(name)) {
            throw new FrameUnreadable("a name of a service in a frame is none");
        }
        var service = new ServiceId(name);
        services[slot] = service;
        return service;
    }

    private static int slot(byte[] bytes, int at, int length) {
        var hash = 0;
        for (var i = at; i < at + length; i++) {
            hash = 31 * hash + bytes[i];
        }
        return (hash ^ (hash >>> 13)) & (SLOTS - 1);
    }

    private static boolean same(String name, byte[] bytes, int at, int length) {
        if (name.length() != length) {
            return false;
        }
        for (var i = 0; i < length; i++) {
            if (name.charAt(i) != (char) (bytes[at + i] & 0xff)) {
                return false;
            }
        }
        return true;
    }

    private static String ascii(byte[] bytes, int at, int length) {
        var chars = new char[length];
        for (var i = 0; i < length; i++) {
            chars[i] = (char) (bytes[at + i] & 0xff);
        }
        return new String(chars);
    }

    private static boolean isName(String name) {
        if (name.isEmpty()) {
            return false;
        }
        for (var i = 0; i < name.length(); i++) {
            var c = name.charAt(i);
            var letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
            var later = (c >= '0' && c <= '9') || c == '-';
            if (!letter && !(later && i > 0)) {
                return false;
            }
        }
        return true;
    }
}
