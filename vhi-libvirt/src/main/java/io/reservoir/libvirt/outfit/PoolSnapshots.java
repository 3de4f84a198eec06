package io.reservoir.libvirt.outfit;

import io.reservoir.libvirt.binding.Fault;
import io.reservoir.libvirt.binding.Session;
import io.reservoir.libvirt.image.ImageStore;
import io.reservoir.libvirt.storage.DiskCopies;
import io.reservoir.libvirt.verb.NotDone;
import io.reservoir.libvirt.verb.SnapshotStore;
import io.reservoir.model.port.Outcome.Refusal;
import io.reservoir.model.port.VeeSnapshots.Snapshot;
import io.reservoir.model.port.VeeSnapshots.SnapshotId;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.vee.VeeId;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Snapshots as files of a pool. Their names alone say whose they are, and of when: service, component, ordinal,
 * incarnation, name and milliseconds, none of which has a dot in it.
 */
record PoolSnapshots(String site, ImageStore images, DiskCopies copies) implements SnapshotStore {
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Pattern FILE = Pattern.compile("([A-Za-z0-9_-]{1,64})\\.([A-Za-z0-9_-]{1,64})\\.(\\d{1,9})"
            + "\\.(\\d{1,9})\\.([a-z0-9][a-z0-9-]{0,31})\\.(\\d{1,15})");

    @Override
    public List<Copy> copies(Session session) throws Fault {
        return copies.names(session).entrySet().stream()
                .map(name -> copy(name.getKey(), name.getValue()))
                .filter(Objects::nonNull)
                .toList();
    }

    private static @Nullable Copy copy(String file, boolean isComplete) {
        var match = FILE.matcher(file);
        if (!match.matches() || !ServiceId.isValid(match.group(1))) {
            return null;
        }
        var ordinal = Integer.parseInt(match.group(3));
        var incarnation = Integer.parseInt(match.group(4));
        if (ordinal < 1 || incarnation < 1) {
            return null;
        }
        var vee = new VeeId(new ServiceId(match.group(1)), match.group(2), ordinal, incarnation);
        var taken = Instant.ofEpochMilli(Long.parseLong(match.group(6)));
        return new Copy(new SnapshotId(vee, match.group(5)), taken, file, isComplete);
    }

    @Override
    public void refresh(Session session) throws Fault {
        copies.refresh(session);
    }

    @Override
    public @Nullable Snapshot ready(Session session, Copy copy) throws Fault {
        var bytes = copies.copy(session, copy.file());
        return bytes == null ? null : Snapshot.ready(copy.id(), copy.taken(), bytes.disk(), bytes.file(), bytes.path());
    }

    /** What is in the image that the disk is over is in the copy too. */
    @Override
    public @Nullable Source source(Session session, VeeId vee) throws Fault {
        var disk = copies.disk(session, uuid(vee));
        if (disk == null) {
            return null;
        }
        try {
            var image = images.usedBy(uuid(vee));
            var content = disk.file() + (image == null ? 0 : image.fileBytes());
            return new Source(
                    disk.path(), disk.disk(), Math.min(disk.disk(), content) + DiskCopies.tablesBytes(disk.disk()));
        } catch (IOException e) {
            throw new Fault(Fault.Kind.FAILED, "the records of this host: " + e.getMessage());
        }
    }

    @Override
    public Copy begin(Session session, SnapshotId id, Instant taken, Source source) throws Fault, NotDone {
        var vee = id.vee();
        if (!WORD.matcher(vee.component()).matches()) {
            throw new NotDone(Refusal.UNSUPPORTED, "no file can be called after " + vee);
        }
        var file = String.join(
                ".",
                vee.service().name(),
                vee.component(),
                String.valueOf(vee.ordinal()),
                String.valueOf(vee.incarnation()),
                id.name(),
                String.valueOf(taken.toEpochMilli()));
        var free = copies.begin(session, file, source.copyBytes());
        if (free != null) {
            throw new NotDone(
                    Refusal.FULL,
                    "a copy of the disk of " + vee + " may take " + source.copyBytes() + " bytes, and " + free
                            + " are free where snapshots are kept: delete some");
        }
        return new Copy(id, taken, file, false);
    }

    @Override
    public String empty(Session session, Copy copy, long diskBytes) throws Fault {
        return copies.empty(session, copy.file(), diskBytes);
    }

    @Override
    public void fill(Session session, Copy copy, long diskBytes) throws Fault {
        copies.fill(session, copy.file(), uuid(copy.id().vee()), diskBytes);
    }

    @Override
    public long bytes(Session session, Copy copy) throws Fault {
        var bytes = copies.copy(session, copy.file());
        return bytes == null ? 0 : bytes.file();
    }

    @Override
    public boolean complete(Session session, Copy copy) throws Fault {
        return copies.complete(session, copy.file());
    }

    @Override
    public void remove(Session session, Copy copy) throws Fault {
        copies.remove(session, copy.file());
    }

    private UUID uuid(VeeId vee) {
        return vee.uuid(site);
    }
}
