package io.reservoir.libvirt.binding;

import java.util.UUID;

/** Something that happened to a domain, as libvirt's event loop tells. */
public record DomainEvent(UUID domain, Kind kind) {
    /** As {@code virDomainEventType} has it. */
    public enum Kind {
        DEFINED,
        UNDEFINED,
        STARTED,
        SUSPENDED,
        RESUMED,
        STOPPED,
        SHUTDOWN,
        PM_SUSPENDED,
        CRASHED
    }
}
