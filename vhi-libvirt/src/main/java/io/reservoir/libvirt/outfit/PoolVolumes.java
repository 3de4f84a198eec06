package io.reservoir.libvirt.outfit;

import io.reservoir.libvirt.binding.Fault;
import io.reservoir.libvirt.binding.Session;
import io.reservoir.libvirt.storage.Disks;
import io.reservoir.libvirt.storage.Disks.VolumeFile;
import io.reservoir.libvirt.verb.NotDone;
import io.reservoir.libvirt.verb.VolumeStore;
import io.reservoir.model.port.Outcome.Refusal;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.service.VolumeSpec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Volumes in the pool of the VEEs' disks. A file is called by a UUID of site and service and by the name of the volume,
 * so that the same volume always has the same file, and no VEE's disk is called so.
 */
public record PoolVolumes(String site, Disks disks) implements VolumeStore {
    private static final String SUFFIX = ".volume.qcow2";

    private String prefix(ServiceId service) {
        var owner = "volumes/" + site + "/" + service;
        return UUID.nameUUIDFromBytes(owner.getBytes(StandardCharsets.UTF_8)) + ".";
    }

    private String file(ServiceId service, String name) {
        return prefix(service) + name + SUFFIX;
    }

    @Override
    public boolean isShared() {
        return disks.areShared();
    }

    @Override
    public @Nullable Kept find(Session session, ServiceId service, String name) throws Fault {
        var found = disks.volume(session, file(service, name));
        return found == null ? null : kept(name, found);
    }

    @Override
    public List<Kept> list(Session session, ServiceId service) throws Fault {
        var prefix = prefix(service);
        return disks.volumes(session, prefix).stream()
                .filter(found -> found.name().endsWith(SUFFIX))
                .map(found -> kept(
                        found.name().substring(prefix.length(), found.name().length() - SUFFIX.length()), found))
                .toList();
    }

    @Override
    public long bytes(Session session) throws Fault {
        return disks.areShared() ? 0 : disks.volumeBytes(session, SUFFIX);
    }

    private static Kept kept(String name, VolumeFile found) {
        return new Kept(name, found.bytes(), found.path());
    }

    @Override
    public Kept make(Session session, ServiceId service, VolumeSpec volume) throws Fault, NotDone {
        var made = disks.makeVolume(session, file(service, volume.name()), volume.bytes());
        if (made == null) {
            throw new NotDone(
                    Refusal.FULL,
                    "the pool has less left than the " + volume.bytes() + " bytes of volume `" + volume.name() + "`");
        }
        return kept(volume.name(), made);
    }

    @Override
    public void delete(Session session, ServiceId service, String name) throws Fault {
        disks.deleteVolume(session, file(service, name));
    }
}
