package io.reservoir.libvirt.network;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A block of IPv4 addresses.
 *
 * @param base its first address, as an unsigned number
 * @param prefix how many bits all of its addresses share, 8 to 30
 */
public record Cidr(int base, int prefix) {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})/(\\d{1,2})");

    public Cidr {
        if (prefix < 8 || prefix > 30 || (base & ~mask(prefix)) != 0) {
            throw new IllegalArgumentException("not a block of addresses");
        }
    }

    /** Reads {@code 10.128.0.0/9}; another text, or one with bits behind its prefix, is an IllegalArgumentException. */
    public static Cidr parse(String text) {
        var match = TEXT.matcher(text);
        var base = match.matches() ? number(text.substring(0, text.indexOf('/'))) : null;
        var prefix = base == null ? 0 : Integer.parseInt(match.group(5));
        if (base == null || prefix < 8 || prefix > 30 || (base & ~mask(prefix)) != 0) {
            throw new IllegalArgumentException(
                    "`" + text + "` is no block of addresses such as 10.128.0.0/9, with a prefix of 8 to 30");
        }
        return new Cidr(base, prefix);
    }

    /** The block of that prefix, 8 to 30, that an address is in. */
    public static Cidr around(int address, int prefix) {
        if (prefix < 8 || prefix > 30) {
            throw new IllegalArgumentException("a prefix is 8 to 30, not " + prefix);
        }
        return new Cidr(address & mask(prefix), prefix);
    }

    /** The number of an address, or null where the text is none. */
    public static @Nullable Integer number(String address) {
        var number = 0;
        var parts = address.split("\\.", -1);
        for (var part : parts) {
            if (!part.matches("\\d{1,3}") || Integer.parseInt(part) > 255) {
                return null;
            }
            number = number << 8 | Integer.parseInt(part);
        }
        return parts.length == 4 ? number : null;
    }

    public static String text(int number) {
        return (number >>> 24) + "." + (number >>> 16 & 255) + "." + (number >>> 8 & 255) + "." + (number & 255);
    }

    /** How many addresses it has. */
    public int size() {
        return 1 << (32 - prefix);
    }

    /** Its address of that number, from 0. */
    public String address(int index) {
        return text(base + index);
    }

    public boolean contains(int address) {
        return (address & mask(prefix)) == base;
    }

    public String netmask() {
        return text(mask(prefix));
    }

    /** Its block of that number, from 0, of those with that longer prefix. */
    public Cidr part(int index, int longer) {
        return new Cidr(base + (index << (32 - longer)), longer);
    }

    /** How many blocks of that longer prefix it has. */
    public int parts(int longer) {
        return 1 << (longer - prefix);
    }

    private static int mask(int prefix) {
        return -1 << (32 - prefix);
    }

    @Override
    public String toString() {
        return text(base) + "/" + prefix;
    }
}
