package io.reservoir.libvirt.verb;

import io.reservoir.libvirt.binding.Domain;
import io.reservoir.libvirt.binding.Session;
import io.reservoir.libvirt.xml.Boot;
import io.reservoir.model.port.Host.Definition;
import io.reservoir.model.site.HostId;
import io.reservoir.model.vee.VeeId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Nothing but the domain. */
class BareOutfit implements Outfit {
    @Override
    public Devices prepare(Session session, Definition definition) {
        return new Devices(new Boot.FromDisk(), List.of(), List.of(), List.of());
    }

    @Override
    public void requireBounds(Session session, String network) {}

    @Override
    public void remove(Session session, VeeId vee) {}

    @Override
    public void clear(Session session, VeeId vee) {}

    @Override
    public Domain.Disks precede(Session here, Session there, VeeId vee, HostId to) {
        return Domain.Disks.SHARED;
    }

    @Override
    public void stay(VeeId vee) {}

    @Override
    public @Nullable SnapshotStore snapshots() {
        return null;
    }

    @Override
    public @Nullable VolumeStore volumes() {
        return null;
    }

    @Override
    public void leave(Session session, VeeId vee) {}
}
