package io.reservoir.libvirt.verb;

import io.reservoir.libvirt.binding.Answer;
import io.reservoir.libvirt.binding.Fault;
import io.reservoir.libvirt.binding.LibvirtConnection;
import io.reservoir.libvirt.binding.Session;
import io.reservoir.libvirt.watch.Inventory;
import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.port.Outcome;
import io.reservoir.model.port.Outcome.Refusal;
import io.reservoir.model.port.Volumes;
import io.reservoir.model.service.ServiceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The volumes of a libvirt host, and the end of those. Safe for use by many threads. */
final class KeptVolumes implements Volumes {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Site site;
    private final LibvirtConnection looks;
    private final LibvirtConnection verbs;

    KeptVolumes(Site site, LibvirtConnection looks, LibvirtConnection verbs) {
        this.site = site;
        this.looks = looks;
        this.verbs = verbs;
    }

    @Override
    public @Nullable Listing volumes(ServiceId service) {
        var store = site.outfit().volumes();
        if (store == null) {
            return new NoneKept(none());
        }
        var seen = looks.call(LibvirtHost.LOOK, session -> seen(session, store, service));
        return seen instanceof Answer.Is<List<Volume>>(var volumes) ? new Kept(volumes, store.isShared()) : null;
    }

    private String none() {
        return site.settings().id() + " keeps no volumes";
    }

    private List<Volume> seen(Session session, VolumeStore store, ServiceId service) throws Fault {
        var kept = store.list(session, service);
        var inventory = inventory(session);
        var volumes = new ArrayList<Volume>();
        for (var each : kept) {
            volumes.add(new Volume(each.name(), each.bytes(), inventory.holder(each.path())));
        }
        return List.copyOf(volumes);
    }

    private Inventory inventory(Session session) throws Fault {
        return Inventory.take(session, site.settings().site(), site.history(), site.disks());
    }

    @Override
    public Outcome delete(ServiceId service, String volume, Epoch epoch) {
        var store = site.outfit().volumes();
        if (store == null) {
            return new Outcome.Refused(Refusal.UNSUPPORTED, none());
        }
        Session.Work<Outcome> work = session -> {
            try {
                site.fence().pass(service, epoch, inventory(session));
                return site.volumeTurns().holding(service, volume, () -> deleted(session, store, service, volume));
            } catch (NotDone notDone) {
                return refused(notDone.why(), notDone.detail());
            }
        };
        return switch (verbs.call(PATIENCE, work)) {
            case Answer.Is<Outcome>(var outcome) -> outcome;
            case Answer.Failed<Outcome>(var fault) -> refused(Refusal.FAILED, fault.text());
            case Answer.Silent<Outcome>(var why) -> new Outcome.Lost(why);
        };
    }

    private Outcome refused(Refusal why, String detail) {
        return new Outcome.Refused(why, site.settings().id() + ": " + detail);
    }

    private Outcome deleted(Session session, VolumeStore store, ServiceId service, String volume)
            throws Fault, NotDone {
        var kept = store.find(session, service, volume);
        var holder = kept == null ? null : inventory(session).holder(kept.path());
        if (holder != null) {
            throw new NotDone(Refusal.WRONG_STATE, "volume `" + volume + "` is attached to " + holder);
        }
        if (kept != null) {
            store.delete(session, service, volume);
        }
        return new Outcome.Done(site.clock().instant());
    }
}
