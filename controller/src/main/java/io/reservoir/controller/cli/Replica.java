package io.reservoir.controller.cli;

import io.reservoir.model.vee.VeeId;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A VEE as people write it: {@code C1[3]}, {@code C1[3]#2} for its second life, {@code WebShop/C1[3]#2} with its
 * service.
 *
 * @param service null where none was written
 * @param life null where none was written
 */
record Replica(
        @Nullable String service,
        String component,
        int ordinal,
        @Nullable Integer life) {
    private static final Pattern TEXT = Pattern.compile("(?:([^/\\s]+)/)?([^\\[/\\s]+)\\[(\\d{1,9})](?:#(\\d{1,9}))?");

    /** Null if that is no VEE. */
    static @Nullable Replica parse(String text) {
        var match = TEXT.matcher(text.strip());
        if (!match.matches() || Integer.parseInt(match.group(3)) < 1) {
            return null;
        }
        var life = match.group(4) == null ? null : Integer.valueOf(match.group(4));
        return new Replica(match.group(1), match.group(2), Integer.parseInt(match.group(3)), life);
    }

    /** Refused as a mistake of usage if that is no VEE. */
    static Replica required(String text) {
        var replica = parse(text);
        if (replica == null) {
            throw Refusal.usage("`" + text + "` is no VEE", "write component and ordinal, such as 'C1[3]'");
        }
        return replica;
    }

    /** The service that was written before it, else the one that is meant. */
    String serviceIn(ServerSite site, ServiceOption option) {
        return service == null ? option.in(site) : service;
    }

    /** {@code C1[3]}, whichever life. */
    String name() {
        return component + "[" + ordinal + "]";
    }

    /** {@code C1[3]#2} as views have it. */
    static String shown(String id) {
        var vee = VeeId.parse(id);
        return vee.incarnation() == 1 ? vee.replica() : vee.replica() + "#" + vee.incarnation();
    }
}
