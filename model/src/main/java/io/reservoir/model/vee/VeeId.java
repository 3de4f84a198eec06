package io.reservoir.model.vee;

import io.reservoir.model.service.ServiceId;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The identity of one VEE: replica {@code ordinal} (from 1) of a component, in its {@code incarnation}-th life (from
 * 1). A replica that is replaced keeps its ordinal and takes the next incarnation, so no two VEEs ever share an id.
 */
public record VeeId(ServiceId service, String component, int ordinal, int incarnation) implements Comparable<VeeId> {
    private static final Pattern TEXT = Pattern.compile("([^/]+)/([^\\[]+)\\[(\\d{1,9})]#(\\d{1,9})");

    public VeeId {
        if (ordinal < 1 || incarnation < 1) {
            throw new IllegalArgumentException("ordinal and incarnation count from 1: " + ordinal + ", " + incarnation);
        }
    }

    /** The same on every node and after every restart: a duplicate define meets the first one at the host. */
    public UUID uuid(String site) {
        return UUID.nameUUIDFromBytes((site + "/" + this).getBytes(StandardCharsets.UTF_8));
    }

    /** What {@link #toString} printed; any other text is refused by an {@link IllegalArgumentException}. */
    public static VeeId parse(String text) {
        var match = TEXT.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException("not a VEE's id: `" + text + "`");
        }
        return new VeeId(
                new ServiceId(match.group(1)),
                match.group(2),
                Integer.parseInt(match.group(3)),
                Integer.parseInt(match.group(4)));
    }

    /** {@code C1[3]}: the replica, whichever life it is in. */
    public String replica() {
        return component + "[" + ordinal + "]";
    }

    @Override
    public int compareTo(VeeId other) {
        var byService = service.compareTo(other.service);
        if (byService != 0) {
            return byService;
        }
        var byComponent = component.compareTo(other.component);
        if (byComponent != 0) {
            return byComponent;
        }
        return ordinal != other.ordinal
                ? Integer.compare(ordinal, other.ordinal)
                : Integer.compare(incarnation, other.incarnation);
    }

    @Override
    public String toString() {
        return service + "/" + component + "[" + ordinal + "]#" + incarnation;
    }
}
