package io.reservoir.libvirt.network;

import io.reservoir.libvirt.xml.Nic;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An interface of a VEE, as far as it is settled before the VEE is defined.
 *
 * @param network its name within the service
 * @param nic what the domain has of it
 * @param address of the VEE there
 * @param subnet that the address is in
 * @param gateway that leads out of it, null for none
 * @param dns name servers
 */
public record Plug(
        String network,
        Nic nic,
        String address,
        Cidr subnet,
        @Nullable String gateway,
        List<String> dns) {}
