package io.reservoir.libvirt.storage;

import io.reservoir.libvirt.binding.Fault;
import io.reservoir.libvirt.binding.Pool;
import io.reservoir.libvirt.binding.Session;
import io.reservoir.libvirt.binding.Volume;
import io.reservoir.libvirt.image.StoredImage;
import io.reservoir.libvirt.xml.StorageXml;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The disks of VEEs, as volumes of one pool of their host. A volume is called by its VEE's UUID, so that making one is
 * idempotent, and what belongs to a VEE can be told from all else. Every format is said: nothing is ever guessed from
 * what a guest has written. Volumes of services lie in the same pool under names of their own.
 */
public final class Disks {
    private static final String DISK = ".qcow2";
    private static final String SEED = ".seed.iso";
    private static final int LONGEST_SEED = 1 << 20;

    private final String pool;
    private final String directory;
    private final boolean shared;

    private Disks(String pool, String directory, boolean shared) {
        this.pool = pool;
        this.directory = directory;
        this.shared = shared;
    }

    /**
     * Those of a pool that only its host has: what moves takes its disks along.
     *
     * @param pool its name at libvirt
     * @param directory where it is at the host; made if need be
     */
    public Disks(String pool, String directory) {
        this(pool, directory, false);
    }

    /** Those of a pool that all hosts of the site have mounted at the same place. */
    public static Disks shared(String pool, String directory) {
        return new Disks(pool, directory, true);
    }

    /** The pool beside this one in which that host of that site keeps copies of its disks. */
    Disks beside(String site, String host) {
        return new Disks(pool + "-snapshots-" + site + "-" + host, directory + "-snapshots/" + site + "/" + host);
    }

    /** The volume of a VEE's disk in an open pool, null where there is none. It is to be closed. */
    static @Nullable Volume disk(Pool open, UUID vee) throws Fault {
        return find(open, vee + DISK);
    }

    /** Whether other hosts see what is in it. */
    public boolean areShared() {
        return shared;
    }

    /** Gives the VEE a disk over the image, or an empty one, and says where it is; the one that it has, if it has. */
    public String disk(Session session, UUID vee, long bytes, @Nullable StoredImage image) throws Fault {
        try (var open = open(session)) {
            var name = vee + DISK;
            return path(open, name, bytes, xml(name, bytes, image));
        }
    }

    private static String xml(String name, long bytes, @Nullable StoredImage image) {
        return image == null
                ? StorageXml.disk(name, bytes)
                : StorageXml.diskOver(image.file().toString(), image.format().word(), name, bytes);
    }

    /** Writes what the VEE's guest is told on a disc, and says where it is. */
    public String seed(Session session, UUID vee, byte[] disc) throws Fault {
        try (var open = open(session)) {
            var name = vee + SEED;
            delete(open, name);
            try (var made = open.create(StorageXml.raw(name, disc.length))) {
                made.upload(disc);
                return made.path();
            } catch (Fault fault) {
                undo(open, name, fault);
                throw fault;
            }
        }
    }

    /**
     * Makes at another host what the VEE's domain finds there when it moves: a disk over the same image, which what it
     * has written is copied into, and its disc, which does not move.
     */
    public void precede(Session here, Session there, UUID vee, @Nullable StoredImage image) throws Fault {
        try (var from = open(here);
                var to = open(there);
                var disk = find(from, vee + DISK);
                var disc = find(from, vee + SEED)) {
            if (disk == null || disc == null) {
                throw new Fault(Fault.Kind.NOT_THERE, "the disks of " + vee + " are not in the pool " + pool);
            }
            delete(to, vee + DISK);
            to.create(xml(vee + DISK, disk.capacityBytes(), image)).close();
            seed(there, vee, disc.download(LONGEST_SEED));
        }
    }

    /** A file of the pool that no VEE's disk or seed is: the disk in it, and where it is. */
    public record VolumeFile(String name, long bytes, String path) {}

    /** A volume by the name of its file, null where there is none. */
    public @Nullable VolumeFile volume(Session session, String file) throws Fault {
        try (var open = session.pool(pool)) {
            return open == null || !open.isActive() ? null : volume(open, file);
        }
    }

    private static @Nullable VolumeFile volume(Pool pool, String file) throws Fault {
        try (var found = find(pool, file)) {
            return found == null ? null : new VolumeFile(file, found.capacityBytes(), found.path());
        } catch (Fault fault) {
            // it went away while it was looked at
            if (fault.kind() != Fault.Kind.NOT_THERE) {
                throw fault;
            }
            return null;
        }
    }

    /**
     * The volumes whose files are called by that prefix, by name. A host that shares the pool and cannot open it
     * has no answer, rather than none of them: a VEE that came there may have one.
     */
    public List<VolumeFile> volumes(Session session, String prefix) throws Fault {
        var volumes = new ArrayList<VolumeFile>();
        try (var open = shared ? open(session) : openIfThere(session)) {
            if (open != null) {
                refresh(open);
                for (var file : open.volumes()) {
                    var volume = file.startsWith(prefix) ? volume(open, file) : null;
                    if (volume != null) {
                        volumes.add(volume);
                    }
                }
            }
        }
        volumes.sort(Comparator.comparing(VolumeFile::name));
        return List.copyOf(volumes);
    }

    /** How large the disks in files of that ending are together. */
    public long volumeBytes(Session session, String ending) throws Fault {
        var bytes = 0L;
        try (var open = openIfThere(session)) {
            if (open != null) {
                for (var file : open.volumes()) {
                    var volume = file.endsWith(ending) ? volume(open, file) : null;
                    bytes += volume == null ? 0 : volume.bytes();
                }
            }
        }
        return bytes;
    }

    /** Makes an empty disk in a file of that name, null where the pool has not that many bytes left. */
    public @Nullable VolumeFile makeVolume(Session session, String file, long bytes) throws Fault {
        try (var open = open(session)) {
            if (open.availableBytes() < bytes) {
                return null;
            }
            try (var made = open.create(StorageXml.disk(file, bytes))) {
                return new VolumeFile(file, bytes, made.path());
            }
        }
    }

    /** Deletes the file of a volume, if it is there. */
    public void deleteVolume(Session session, String file) throws Fault {
        try (var open = session.pool(pool)) {
            if (open != null && open.isActive()) {
                delete(open, file);
            }
        }
    }

    /** Deletes all that the VEE has in the pool; what its service keeps in volumes is not called by its UUID. */
    public void remove(Session session, UUID vee) throws Fault {
        try (var open = session.pool(pool)) {
            if (open != null && open.isActive()) {
                for (var name : List.of(vee + DISK, vee + SEED)) {
                    delete(open, name);
                }
            }
        }
    }

    private static String path(Pool pool, String name, long bytes, String xml) throws Fault {
        try (var found = find(pool, name)) {
            if (found != null && found.capacityBytes() == bytes) {
                return found.path();
            }
            if (found != null) {
                found.delete();
            }
        }
        try (var made = pool.create(xml)) {
            return made.path();
        }
    }

    static void delete(Pool pool, String name) throws Fault {
        try (var found = find(pool, name)) {
            if (found != null) {
                found.delete();
            }
        } catch (Fault fault) {
            if (fault.kind() != Fault.Kind.NOT_THERE) {
                throw fault;
            }
        }
    }

    /** What another host or a crashed call has put there is seen only after another look. */
    static @Nullable Volume find(Pool pool, String name) throws Fault {
        var found = pool.volume(name);
        if (found != null) {
            return found;
        }
        refresh(pool);
        return pool.volume(name);
    }

    static void refresh(Pool pool) throws Fault {
        try {
            pool.refresh();
        } catch (Fault fault) {
            // a volume is being made there: libvirt knows of that one
            if (fault.kind() != Fault.Kind.FAILED && fault.kind() != Fault.Kind.WRONG_STATE) {
                throw fault;
            }
        }
    }

    private static void undo(Pool pool, String name, Fault why) {
        try {
            delete(pool, name);
        } catch (Fault again) {
            why.addSuppressed(again);
        }
    }

    /** The pool if it is there and started, else null. It is to be closed. */
    @Nullable
    Pool openIfThere(Session session) throws Fault {
        var open = session.pool(pool);
        if (open == null || open.isActive()) {
            return open;
        }
        open.close();
        return null;
    }

    /** The pool, made and started if need be; one that is somewhere else is refused. It is to be closed. */
    Pool open(Session session) throws Fault {
        var found = session.pool(pool);
        var open = found == null ? session.definePool(StorageXml.pool(pool, uuid(), directory)) : found;
        try {
            if (found != null) {
                requirePlace(found);
            }
            if (!open.isActive()) {
                start(open);
            }
            return open;
        } catch (Fault fault) {
            if (found == null) {
                undefine(open, fault);
            }
            open.close();
            throw fault;
        }
    }

    /** What is made there would not be where it is looked for. */
    private void requirePlace(Pool found) throws Fault {
        var place = StorageXml.directory(found.xml());
        if (place == null
                || !Path.of(place).normalize().equals(Path.of(directory).normalize())) {
            throw new Fault(
                    Fault.Kind.FAILED,
                    "disks are to be in " + directory + ", and the host's pool `" + pool + "` is at " + place
                            + ": name that folder, or empty it and let `virsh pool-undefine` forget the pool");
        }
    }

    private static void start(Pool pool) throws Fault {
        try {
            pool.build();
            pool.startWithHost();
            pool.start();
        } catch (Fault fault) {
            // another call may have been faster
            if (!pool.isActive()) {
                throw fault;
            }
        }
    }

    /** One that cannot be started is not left behind. */
    private static void undefine(Pool pool, Fault why) {
        try {
            pool.undefine();
        } catch (Fault again) {
            why.addSuppressed(again);
        }
    }

    private UUID uuid() {
        return UUID.nameUUIDFromBytes((pool + " " + directory).getBytes(StandardCharsets.UTF_8));
    }
}
