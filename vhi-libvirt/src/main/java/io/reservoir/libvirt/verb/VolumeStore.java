package io.reservoir.libvirt.verb;

import io.reservoir.libvirt.binding.Fault;
import io.reservoir.libvirt.binding.Session;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.service.VolumeSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a host keeps the volumes of services. */
public interface VolumeStore {
    /** A volume that is there, as a file of the host. */
    record Kept(String name, long bytes, String path) {}

    /** Whether other hosts have the same ones. */
    boolean isShared();

    /** A volume of a service, null where it has none of that name. */
    @Nullable
    Kept find(Session session, ServiceId service, String name) throws Fault;

    /** The volumes of a service, by name. */
    List<Kept> list(Session session, ServiceId service) throws Fault;

    /** What all volumes take of the host's disk, whosever they are; 0 where other hosts have the same ones. */
    long bytes(Session session) throws Fault;

    /** Makes an empty volume, which must not be there; {@link NotDone} where there is no room for it. */
    Kept make(Session session, ServiceId service, VolumeSpec volume) throws Fault, NotDone;

    /** Deletes a volume, if it is there. */
    void delete(Session session, ServiceId service, String name) throws Fault;
}
