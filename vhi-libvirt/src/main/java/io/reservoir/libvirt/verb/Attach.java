package io.reservoir.libvirt.verb;

import io.reservoir.libvirt.binding.Domain;
import io.reservoir.libvirt.binding.Domain.Scope;
import io.reservoir.libvirt.binding.Fault;
import io.reservoir.libvirt.xml.Difference;
import io.reservoir.libvirt.xml.Disk;
import io.reservoir.libvirt.xml.DomainView;
import io.reservoir.libvirt.xml.DomainWriter;
import io.reservoir.model.port.Outcome;
import io.reservoir.model.port.Outcome.Refusal;
import io.reservoir.model.port.Volumes;
import io.reservoir.model.service.Size;
import io.reservoir.model.service.VolumeSpec;
import io.reservoir.model.vee.Verb;
import java.util.stream.IntStream;

/** Plugs a volume into the domain, for now and for good; one that it has made is taken away again where that fails. */
record Attach(VolumeSpec volume) implements Action {
    /** Behind the disk of a VEE and the disc with what its guest is told. */
    private static final char FIRST = 'c';

    @Override
    public Verb verb() {
        return Verb.ATTACH;
    }

    @Override
    public Outcome on(Scene scene) throws Fault, NotDone {
        var store = scene.volumes();
        return scene.site()
                .volumeTurns()
                .holding(scene.order().vee().service(), volume.name(), () -> attach(scene, store));
    }

    private Outcome attach(Scene scene, VolumeStore store) throws Fault, NotDone {
        var service = scene.order().vee().service();
        var kept = store.find(scene.session(), service, volume.name());
        if (kept != null) {
            refuseAnother(scene, kept);
        }
        try (var domain = scene.domain()) {
            var live = DomainView.read(domain.xml());
            var later = DomainView.read(domain.inactiveXml());
            var isIn = live.disk(volume.name()) != null;
            var willBeIn = later.disk(volume.name()) != null;
            if (isIn && !willBeIn) {
                throw new NotDone(
                        Refusal.WRONG_STATE,
                        "the guest of " + scene.order().vee() + " has not let volume `" + volume.name() + "` go yet");
            }
            var mark =
                    scene.ours().mark().by(scene.order().epoch(), scene.order().intent());
            if (isIn) {
                Scene.write(domain, mark);
                return new Outcome.Done(scene.now());
            }
            if (willBeIn) {
                throw new NotDone(
                        Refusal.WRONG_STATE,
                        "somebody took volume `" + volume.name() + "` out of "
                                + scene.order().vee() + " until it starts again: detach it first");
            }
            var target = target(live, later);
            Scene.write(domain, mark);
            if (kept == null) {
                plugNew(scene, store, domain, target);
            } else {
                plug(domain, Disk.volume(kept.path(), target, volume.name()));
            }
            return new Outcome.Done(scene.now());
        }
    }

    private void refuseAnother(Scene scene, VolumeStore.Kept kept) throws Fault, NotDone {
        if (kept.bytes() != volume.bytes()) {
            throw new NotDone(
                    Refusal.WRONG_STATE,
                    "volume `" + volume.name() + "` has " + kept.bytes() + " bytes, not " + volume.bytes());
        }
        // another call may have plugged it in since this one began to look
        var holder = scene.look().holder(kept.path());
        if (holder != null && !holder.equals(scene.order().vee())) {
            throw new NotDone(Refusal.WRONG_STATE, "volume `" + volume.name() + "` is attached to " + holder);
        }
    }

    private static String target(DomainView live, DomainView later) throws NotDone {
        return IntStream.range(FIRST, FIRST + Volumes.MOST_AT_ONCE)
                .mapToObj(letter -> "vd" + (char) letter)
                .filter(name -> !has(live, name) && !has(later, name))
                .findFirst()
                .orElseThrow(() -> new NotDone(
                        Refusal.UNSUPPORTED, "it has " + Volumes.MOST_AT_ONCE + " volumes, and can have no more"));
    }

    private static boolean has(DomainView view, String target) {
        return view.disks().stream().anyMatch(disk -> disk.target().equals(target));
    }

    private void plugNew(Scene scene, VolumeStore store, Domain domain, String target) throws Fault, NotDone {
        var service = scene.order().vee().service();
        if (!store.isShared()) {
            scene.reserve(scene.ours().size().plus(new Size(0, 0, volume.bytes())));
        }
        var made = store.make(scene.session(), service, volume);
        try {
            plug(domain, Disk.volume(made.path(), target, volume.name()));
        } catch (Fault | NotDone e) {
            if (!(e instanceof Fault fault && fault.kind() == Fault.Kind.DISCONNECTED)) {
                undo(scene, store, made, e);
            }
            throw e;
        }
    }

    private static void plug(Domain domain, Disk disk) throws Fault, NotDone {
        var xml = DomainWriter.write(disk);
        domain.attachDevice(xml, domain.isActive() ? Scope.BOTH : Scope.CONFIG);
        var meant = Difference.disk(disk);
        for (var seen : new String[] {domain.xml(), domain.inactiveXml()}) {
            var is = DomainView.read(seen).disk(String.valueOf(disk.serial()));
            if (!meant.equals(is)) {
                domain.detachDevice(xml, domain.isActive() ? Scope.BOTH : Scope.CONFIG);
                throw new NotDone(Refusal.FAILED, "the disk is not as it was meant: " + is + " instead of " + meant);
            }
        }
    }

    /** Nobody is told that it is there, so it may not stay. */
    private static void undo(Scene scene, VolumeStore store, VolumeStore.Kept made, Exception why) {
        try {
            if (scene.look().holder(made.path()) == null) {
                store.delete(scene.session(), scene.order().vee().service(), made.name());
            }
        } catch (Fault fault) {
            why.addSuppressed(fault);
        }
    }
}
