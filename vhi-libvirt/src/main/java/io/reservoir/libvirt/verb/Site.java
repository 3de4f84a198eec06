package io.reservoir.libvirt.verb;

import io.reservoir.libvirt.watch.ForeignDisks;
import io.reservoir.libvirt.watch.History;
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
        ForeignDisks disks) {}
