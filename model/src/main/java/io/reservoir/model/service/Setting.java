package io.reservoir.model.service;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A value that is handed to the guest under a key; its parts are put one behind the other at deployment. */
public record Setting(String key, List<Part> parts) {
    public sealed interface Part {}

    public record Text(String text) implements Part {}

    /**
     * What is known at deployment only.
     *
     * @param component null for the component that the setting belongs to
     * @param replica from 1 on, 0 for the one that is told
     * @param network null where the question is about none
     */
    public record Resolved(
            Question question,
            @Nullable String component,
            int replica,
            @Nullable String network) implements Part {}

    /** What can be asked for. */
    public enum Question {
        /** The address of a replica in a network. */
        IP,
        /** The addresses of all replicas of a component in a network, with commas between. */
        IPS,
        /** The address at which a component is reached in a network: its balancer's, or its first replica's. */
        ENTRY,
        NETMASK,
        GATEWAY,
        DNS,
        /** The name of the site's domain that the VEE runs in. */
        DOMAIN,
        /** The number of the replica that is told. */
        ID,
        /** The name of the service. */
        SERVICE,
        /** Where readings are sent to. */
        MONITORING
    }
}
