package io.reservoir.libvirt.verb;

import io.reservoir.libvirt.binding.Fault;
import io.reservoir.libvirt.binding.Session;
import io.reservoir.libvirt.watch.ForeignDisks;
import io.reservoir.libvirt.watch.History;
import io.reservoir.libvirt.watch.Inventory;
import io.reservoir.model.service.Size;
import java.time.InstantSource;

/** What the calls at one host share. */
record Site(
        LibvirtHost.Settings settings,
        Outfit outfit,
        InstantSource clock,
        Fence fence,
        Room room,
        VolumeTurns volumeTurns,
        Moves moves,
        History history,
        ForeignDisks disks) {
    /** What is taken at a host, this one or another, where that is what is on it: by domains and by volumes. */
    Size taken(Session session, Inventory inventory) throws Fault {
        var store = outfit.volumes();
        return store == null ? inventory.taken() : inventory.taken().plus(new Size(0, 0, store.bytes(session)));
    }
}
