package io.reservoir.libvirt.storage;

import io.reservoir.libvirt.binding.Fault;
import io.reservoir.libvirt.binding.Session;
import io.reservoir.libvirt.xml.StorageXml;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Copies of disks, as volumes of a pool beside that of the disks: each a qcow2 file that needs no other one. A sign, a
 * volume of one byte, stands beside one as long as it is not complete.
 */
public final class DiskCopies {
    private static final String COPY = ".qcow2";
    private static final String SIGN = ".taking";
    private static final long MIB = 1L << 20;

    private final Disks disks;
    private final Disks copies;

    /** The disk in a file, and the room that the file takes. */
    public record Bytes(String path, long disk, long file) {}

    /** Those of a host's disks. */
    public DiskCopies(Disks disks, String site, String host) {
        this.disks = disks;
        this.copies = disks.beside(site, host);
    }

    /** The names of all copies, without their ending, and whether they are complete. */
    public SortedMap<String, Boolean> names(Session session) throws Fault {
        var names = new TreeMap<String, Boolean>();
        try (var open = copies.openIfThere(session)) {
            if (open != null) {
                for (var file : open.volumes()) {
                    var isSign = file.endsWith(SIGN);
                    if (isSign || file.endsWith(COPY)) {
                        names.merge(file.substring(0, file.lastIndexOf('.')), !isSign, Boolean::logicalAnd);
                    }
                }
            }
        }
        return names;
    }

    /** Lets libvirt look for files that others have put there or taken away. */
    public void refresh(Session session) throws Fault {
        try (var open = copies.openIfThere(session)) {
            if (open != null) {
                Disks.refresh(open);
            }
        }
    }

    /** A copy; null where there is no file of that name. */
    public @Nullable Bytes copy(Session session, String name) throws Fault {
        try (var open = copies.openIfThere(session);
                var found = open == null ? null : open.volume(name + COPY)) {
            return found == null ? null : new Bytes(found.path(), found.capacityBytes(), found.allocationBytes());
        } catch (Fault fault) {
            // it was taken away, or is about to be made
            if (fault.kind() != Fault.Kind.NOT_THERE) {
                throw fault;
            }
            return null;
        }
    }

    /** The disk of a VEE, null where it has none. */
    public @Nullable Bytes disk(Session session, UUID vee) throws Fault {
        try (var open = disks.openIfThere(session);
                var found = open == null ? null : Disks.disk(open, vee)) {
            return found == null ? null : new Bytes(found.path(), found.capacityBytes(), found.allocationBytes());
        }
    }

    /** Puts up the sign; tells how much room there is if that is less than the copy may take, else null. */
    public @Nullable Long begin(Session session, String name, long bytes) throws Fault {
        try (var open = copies.open(session)) {
            var free = open.availableBytes();
            if (free < bytes) {
                return free;
            }
            open.create(StorageXml.raw(name + SIGN, 1)).close();
            return null;
        }
    }

    /** Room for what qcow2 says of so large a disk, beside what is in it. */
    public static long tablesBytes(long diskBytes) {
        return MIB + diskBytes / 4096;
    }

    /** Makes an empty disk for a copy, and says where it is. */
    public String empty(Session session, String name, long diskBytes) throws Fault {
        try (var open = copies.open(session);
                var made = open.create(StorageXml.disk(name + COPY, diskBytes))) {
            return made.path();
        }
    }

    /** Makes a copy of the disk of a VEE that is off. */
    public void fill(Session session, String name, UUID vee, long diskBytes) throws Fault {
        try (var from = disks.open(session);
                var disk = Disks.disk(from, vee);
                var open = copies.open(session)) {
            if (disk == null) {
                throw new Fault(Fault.Kind.NOT_THERE, "its disk is not there any more");
            }
            open.copy(StorageXml.disk(name + COPY, diskBytes), disk).close();
        }
    }

    /** Takes down the sign; false where there is no copy to it. */
    public boolean complete(Session session, String name) throws Fault {
        if (copy(session, name) == null) {
            return false;
        }
        try (var open = copies.open(session)) {
            Disks.delete(open, name + SIGN);
            return true;
        }
    }

    /** Deletes the copy, then its sign. */
    public void remove(Session session, String name) throws Fault {
        try (var open = copies.openIfThere(session)) {
            if (open != null) {
                Disks.delete(open, name + COPY);
                Disks.delete(open, name + SIGN);
            }
        }
    }
}
