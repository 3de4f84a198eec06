package io.reservoir.libvirt.xml;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An interface of a domain.
 *
 * @param filter the network filter that its packets pass, null for none
 * @param rate what it may carry, null for as much as there is
 */
public record Nic(Attachment attachment, String mac, @Nullable Filter filter, @Nullable Rate rate) {
    /** What it is plugged into. */
    public sealed interface Attachment {
        /** A network of libvirt. */
        record Network(String name) implements Attachment {}

        /** A bridge of the host. */
        record Bridge(String name) implements Attachment {}
    }

    /** A network filter by name, and what it is told, such as the guest's address. */
    public record Filter(String name, List<Parameter> parameters) {
        public record Parameter(String name, String value) {}
    }

    /** In bytes a second, each way; libvirt counts in KiB, so they are rounded up. */
    public record Rate(long averageBytes, long peakBytes) {}
}
