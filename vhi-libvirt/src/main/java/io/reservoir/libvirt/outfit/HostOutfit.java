package io.reservoir.libvirt.outfit;

import io.reservoir.libvirt.binding.Domain;
import io.reservoir.libvirt.binding.Fault;
import io.reservoir.libvirt.binding.Session;
import io.reservoir.libvirt.image.ImageStore;
import io.reservoir.libvirt.image.StoredImage;
import io.reservoir.libvirt.network.Networks;
import io.reservoir.libvirt.network.Plug;
import io.reservoir.libvirt.seed.Answers;
import io.reservoir.libvirt.seed.Seed;
import io.reservoir.libvirt.seed.Unanswered;
import io.reservoir.libvirt.storage.DiskCopies;
import io.reservoir.libvirt.storage.Disks;
import io.reservoir.libvirt.verb.NotDone;
import io.reservoir.libvirt.verb.Outfit;
import io.reservoir.libvirt.verb.SnapshotStore;
import io.reservoir.libvirt.verb.VolumeStore;
import io.reservoir.libvirt.xml.Boot;
import io.reservoir.libvirt.xml.Disk;
import io.reservoir.libvirt.xml.Disk.Format;
import io.reservoir.model.port.Host.Definition;
import io.reservoir.model.port.Outcome.Refusal;
import io.reservoir.model.site.HostId;
import io.reservoir.model.vee.VeeId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Fits the VEEs of one host out: a disk over the image, its networks, and a disc with what its guest is told.
 *
 * @param site of which this is a host
 * @param host its name
 * @param domain the administrative domain of the host
 * @param monitoring where guests send their readings to, null where nobody said
 */
public record HostOutfit(
        String site,
        HostId host,
        String domain,
        @Nullable String monitoring,
        ImageStore images,
        Disks disks,
        Networks networks)
        implements Outfit {
    @Override
    public Devices prepare(Session session, Definition definition) throws Fault, NotDone {
        try {
            var uuid = uuid(definition.vee());
            networks.settle(definition.vee(), host);
            var image = image(definition, uuid);
            var disk = disks.disk(session, uuid, definition.size().diskBytes(), image);
            var plugs = plugs(session, definition);
            var settings = new Answers(definition.vee(), domain, monitoring, plugs).of(definition.settings());
            var seed = disks.seed(session, uuid, Seed.disc(definition.vee(), uuid, settings, plugs));
            return new Devices(
                    new Boot.FromDisk(),
                    List.of(Disk.of(disk, Format.QCOW2, 0), new Disk(seed, Format.RAW, "vdb", Disk.Kind.SEED)),
                    plugs.stream().map(Plug::nic).toList(),
                    plugs.stream().<@Nullable String>map(Plug::address).toList());
        } catch (Networks.Exhausted e) {
            throw new NotDone(Refusal.FULL, String.valueOf(e.getMessage()));
        } catch (Unanswered e) {
            throw new NotDone(Refusal.UNSUPPORTED, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw records(e);
        }
    }

    private @Nullable StoredImage image(Definition definition, UUID uuid) throws IOException, NotDone {
        var name = definition.image();
        if (name == null) {
            return null;
        }
        var image = images.use(name, uuid);
        if (image == null) {
            throw new NotDone(
                    Refusal.UNSUPPORTED,
                    "there is no image `" + name + "` here: reservoir image register " + name + " FILE");
        }
        if (image.virtualBytes() > definition.size().diskBytes()) {
            throw new NotDone(
                    Refusal.UNSUPPORTED,
                    "image `" + name + "` is a disk of " + image.virtualBytes() + " bytes, and "
                            + definition.vee() + " has one of "
                            + definition.size().diskBytes());
        }
        return image;
    }

    private List<Plug> plugs(Session session, Definition definition)
            throws Fault, IOException, NotDone, Networks.Exhausted {
        var plugs = new ArrayList<Plug>();
        for (var nic : definition.nics()) {
            if (nic.ceilingBytesPerSecond() != null) {
                requireBounds(session, nic.network());
            }
            plugs.add(networks.plug(session, definition.vee(), nic.network()));
        }
        return plugs;
    }

    @Override
    public void requireBounds(Session session, String network) throws Fault, NotDone {
        if (!networks.canBoundRates(session)) {
            throw new NotDone(
                    Refusal.UNSUPPORTED,
                    "what network " + network + " carries cannot be bounded here: the host needs tc, and sch_htb,"
                            + " sch_sfq, sch_ingress and act_police of its kernel");
        }
    }

    @Override
    public void remove(Session session, VeeId vee) throws Fault {
        try {
            disks.remove(session, uuid(vee));
            networks.unplug(session, vee);
            images.release(uuid(vee));
        } catch (IOException e) {
            throw records(e);
        }
    }

    @Override
    public void clear(Session session, VeeId vee) throws Fault {
        if (disks.areShared() || isElsewhere(vee)) {
            leave(session, vee);
        } else {
            remove(session, vee);
        }
    }

    private boolean isElsewhere(VeeId vee) throws Fault {
        try {
            return networks.isElsewhere(vee, host);
        } catch (IOException e) {
            throw records(e);
        }
    }

    @Override
    public Domain.Disks precede(Session here, Session there, VeeId vee, HostId to) throws Fault {
        try {
            networks.precede(there, vee);
            if (!disks.areShared()) {
                disks.precede(here, there, uuid(vee), images.usedBy(uuid(vee)));
            }
            networks.settle(vee, to);
            return disks.areShared() ? Domain.Disks.SHARED : Domain.Disks.TOP_COPIED;
        } catch (IOException e) {
            throw records(e);
        }
    }

    @Override
    public void stay(VeeId vee) throws Fault {
        try {
            networks.settle(vee, host);
        } catch (IOException e) {
            throw records(e);
        }
    }

    @Override
    public SnapshotStore snapshots() {
        return new PoolSnapshots(site, images, new DiskCopies(disks, site, host.name()));
    }

    @Override
    public VolumeStore volumes() {
        return new PoolVolumes(site, disks);
    }

    @Override
    public void leave(Session session, VeeId vee) throws Fault {
        try {
            networks.leave(session, vee);
            if (!disks.areShared()) {
                disks.remove(session, uuid(vee));
            }
        } catch (IOException e) {
            throw records(e);
        }
    }

    private static Fault records(IOException e) {
        return new Fault(Fault.Kind.FAILED, "the records of this host: " + e.getMessage());
    }

    private UUID uuid(VeeId vee) {
        return vee.uuid(site);
    }
}
