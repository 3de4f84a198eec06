package io.reservoir.libvirt.verb;

import io.reservoir.libvirt.watch.ForeignDisks;
import io.reservoir.libvirt.watch.History;
import io.reservoir.model.service.Size;
import java.time.InstantSource;

/** What the verbs of one host share. */
record Site(
        LibvirtHost.Settings settings,
        Outfit outfit,
        InstantSource clock,
        Fence fence,
        Room room,
        History history,
        ForeignDisks disks,
        Facts facts) {
    /**
     * What libvirt says of the host itself, asked once a connection.
     *
     * @param type what its domains run on, such as {@code kvm}
     * @param total what may be given to VEEs
     */
    record Facts(String type, String architecture, int cpus, Size total) {}
}
