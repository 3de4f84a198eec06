package io.reservoir.libvirt.xml;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An interface of a domain.
 *
 * @param filter the network filter that its packets pass, null for none
 * @param ceilingBytesPerSecond what it may carry each way, null for as much as there is; libvirt counts in KiB, so it
 *     is rounded up
 */
public record Nic(
        Attachment attachment,
        String mac,
        @Nullable Filter filter,
        @Nullable Long ceilingBytesPerSecond) {
    /** What it is plugged into. */
    public sealed interface Attachment {
        /** A network of libvirt. */
        record Network(String name) implements Attachment {}

        /** A bridge of the host. */
        record Bridge(String name) implements Attachment {}
    }

    /** The same with another ceiling. */
    public Nic with(@Nullable Long ceiling) {
        return new Nic(attachment, mac, filter, ceiling);
    }

    /** A network filter by name, and what it is told, such as the guest's address. */
    public record Filter(String name, List<Parameter> parameters) {
        public record Parameter(String name, String value) {}
    }
}
