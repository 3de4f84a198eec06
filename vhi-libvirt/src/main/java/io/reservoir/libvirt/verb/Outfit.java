package io.reservoir.libvirt.verb;

import io.reservoir.libvirt.binding.Domain.Disks;
import io.reservoir.libvirt.binding.Fault;
import io.reservoir.libvirt.binding.Session;
import io.reservoir.libvirt.xml.Boot;
import io.reservoir.libvirt.xml.Disk;
import io.reservoir.libvirt.xml.Nic;
import io.reservoir.model.port.Host.Definition;
import io.reservoir.model.site.HostId;
import io.reservoir.model.vee.VeeId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a VEE needs beside its domain: disks, networks, what its guest is told. Both are idempotent. */
public interface Outfit {
    /**
     * What of it the domain's XML names.
     *
     * @param nics its interfaces; what they may carry is filled in from the definition
     * @param addresses theirs, in their order, null where one is not known
     */
    record Devices(Boot boot, List<Disk> disks, List<Nic> nics, List<@Nullable String> addresses) {}

    /** Makes what is missing. What fails half-way is taken away again by {@link #remove}. */
    Devices prepare(Session session, Definition definition) throws Fault, NotDone;

    /** Refuses, and says why, where what interfaces in that network carry cannot be bounded at this host. */
    void requireBounds(Session session, String network) throws Fault, NotDone;

    /** Takes away what was made for that VEE, if anything. Its domain is gone by then. */
    void remove(Session session, VeeId vee) throws Fault;

    /**
     * Takes away what a call that was cut off may have left of a VEE that is not here, and nothing that it may have at
     * another host.
     */
    void clear(Session session, VeeId vee) throws Fault;

    /** Makes at another host what a domain that moves there does not bring along, and says what it brings. */
    Disks precede(Session here, Session there, VeeId vee, HostId to) throws Fault;

    /** Its move came to nothing: what the VEE has is its own at this host again. */
    void stay(VeeId vee) throws Fault;

    /** Where this host keeps copies of disks; null where VEEs have none. */
    @Nullable
    SnapshotStore snapshots();

    /** The volumes of services at this host, which outlive all that is made for a VEE; null where it keeps none. */
    @Nullable
    VolumeStore volumes();

    /** Takes away what a host has for a VEE that lives at another one now; its addresses and its image stay its own. */
    void leave(Session session, VeeId vee) throws Fault;
}
