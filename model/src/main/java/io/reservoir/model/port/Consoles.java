package io.reservoir.model.port;

import io.reservoir.model.vee.VeeId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A host that keeps what its guests print on their consoles. Calls block until it has answered or given up; they never
 * throw for what it does or fails to do. What a guest prints can be anything, and is meant for no terminal.
 */
public interface Consoles {
    /** More bytes are not told at once. */
    int MOST_BYTES = 64 << 10;

    /** A part of what a VEE's guest has printed; null while the host cannot be reached. */
    @Nullable
    Told console(VeeId vee, Part part);

    /** The consoles of a host; of one that keeps none, they say so. */
    static Consoles of(Host host) {
        return host instanceof Consoles consoles
                ? consoles
                : (vee, part) -> new Untold(host.id() + " keeps nothing of what guests print");
    }

    /**
     * Which part is asked for.
     *
     * @param from its first byte, counted from 0 where what is kept begins; null for the last ones there are
     * @param bytes how many at most, 1 to {@link #MOST_BYTES}
     * @param lines of the last ones so many lines at most, null for all of them; null where {@code from} is not
     */
    record Part(@Nullable Long from, int bytes, @Nullable Integer lines) {
        public Part {
            if (bytes < 1 || bytes > MOST_BYTES || (from != null && from < 0)) {
                throw new IllegalArgumentException("1 to " + MOST_BYTES + " bytes from 0: " + bytes + " from " + from);
            }
            if (lines != null && (lines < 0 || from != null)) {
                throw new IllegalArgumentException("0 or more of the last lines: " + lines + " from " + from);
            }
        }

        public static Part last(int bytes) {
            return new Part(null, bytes, null);
        }

        public static Part from(long from, int bytes) {
            return new Part(from, bytes, null);
        }

        /** The first byte of it, where that many are kept: 0 where fewer are kept than were once. */
        public long begin(long kept) {
            if (from == null) {
                return Math.max(0, kept - bytes);
            }
            return from > kept ? 0 : from;
        }
    }

    /** What a host says of a console. */
    sealed interface Told {}

    /**
     * What was printed, as UTF-8; what is none stands as U+FFFD. Bytes are counted as the guest printed them.
     *
     * @param from its first byte: before what was asked for where the host has begun anew
     * @param next the byte behind it; a character whose rest is not there yet is left for the next part
     * @param kept how many bytes are kept by now
     */
    record Printed(String text, long from, long next, long kept) implements Told {
        public Printed {
            if (from < 0 || next < from || kept < next || text.length() > MOST_BYTES) {
                throw new IllegalArgumentException(
                        text.length() + " characters, bytes " + from + " to " + next + " of " + kept);
            }
        }

        /**
         * The part that was asked for.
         *
         * @param bytes that are kept from {@link Part#begin} on, as many as were asked for or all there are
         */
        public static Printed of(Part part, byte[] bytes, long kept) {
            var begin = part.begin(kept);
            var first = begin == 0 ? 0 : restOfCharacter(bytes);
            first = part.lines() == null ? first : Math.max(first, lastLines(bytes, part.lines()));
            var last = whole(bytes, first, begin + bytes.length < kept);
            return new Printed(
                    new String(bytes, first, last - first, StandardCharsets.UTF_8), begin + first, begin + last, kept);
        }

        /** How many bytes belong to a character that began before them. */
        private static int restOfCharacter(byte[] bytes) {
            var count = 0;
            while (count < Math.min(3, bytes.length) && isContinuation(bytes[count])) {
                count++;
            }
            return count;
        }

        /** Where the last so many lines begin. */
        private static int lastLines(byte[] bytes, int lines) {
            var begin = bytes.length;
            for (var left = lines; left > 0 && begin > 0; left--) {
                begin--;
                while (begin > 0 && bytes[begin - 1] != '\n') {
                    begin--;
                }
            }
            return begin;
        }

        /** Where the last character ends that is whole; one that fills all of a part is taken as it is. */
        private static int whole(byte[] bytes, int first, boolean moreFollows) {
            for (var at = bytes.length - 1; at >= Math.max(first, bytes.length - 3); at--) {
                if (!isContinuation(bytes[at])) {
                    var isCut = length(bytes[at]) > bytes.length - at;
                    return isCut && !(moreFollows && at == first) ? at : bytes.length;
                }
            }
            return bytes.length;
        }

        private static boolean isContinuation(byte b) {
            return (b & 0xC0) == 0x80;
        }

        /** How many bytes a character has that begins so; what begins none stands for itself. */
        private static int length(byte b) {
            var lead = b & 0xFF;
            return lead < 0xC2 || lead > 0xF4 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        }

        /** The part of a text that is kept whole. */
        public static Printed of(Part part, String all) {
            var bytes = all.getBytes(StandardCharsets.UTF_8);
            var begin = (int) part.begin(bytes.length);
            var end = Math.min(bytes.length, begin + part.bytes());
            return of(part, Arrays.copyOfRange(bytes, begin, end), bytes.length);
        }
    }

    /**
     * It cannot be told, however often one asks.
     *
     * @param why for people, with what to do where something can be done
     */
    record Untold(String why) implements Told {}
}
