package io.reservoir.libvirt.network;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the networks of services are made of at a host.
 *
 * @param lans what LANs are given addresses from, a block each
 * @param lanPrefix how long the prefix of a LAN is
 * @param lanBridge a bridge of the host that carries all LANs, kept apart by filters, from host to host; null where
 *     each LAN is a bridge of its own that ends at the host
 * @param publicNetwork where {@code public} leads, null where it leads nowhere
 */
public record NetworkSettings(
        Cidr lans,
        int lanPrefix,
        @Nullable String lanBridge,
        @Nullable Public publicNetwork) {
    /** 8,192 LANs of up to 1,021 VEEs, each ending at its host; no public addresses. */
    public static final NetworkSettings DEFAULT = new NetworkSettings(Cidr.parse("10.128.0.0/9"), 22, null, null);

    public NetworkSettings {
        if (lanPrefix < lans.prefix() || lanPrefix > 29) {
            throw new IllegalArgumentException("a LAN's prefix is " + lans.prefix() + " to 29, not " + lanPrefix);
        }
    }

    /**
     * Public addresses.
     *
     * @param bridge of the host, which is there already and leads outside
     * @param subnet that the addresses are in
     * @param first address to be given out, as a number
     * @param last address to be given out, as a number
     * @param gateway that leads further, null for none
     * @param dns name servers
     */
    public record Public(
            String bridge,
            Cidr subnet,
            int first,
            int last,
            @Nullable String gateway,
            List<String> dns) {
        public Public {
            if (!subnet.contains(first) || !subnet.contains(last) || last < first) {
                throw new IllegalArgumentException("public addresses are not in " + subnet);
            }
        }
    }
}
