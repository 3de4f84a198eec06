package io.reservoir.libvirt.verb;

import io.reservoir.libvirt.binding.Answer;
import io.reservoir.libvirt.binding.Domain.Disks;
import io.reservoir.libvirt.binding.Domain.Migration;
import io.reservoir.libvirt.binding.Fault;
import io.reservoir.libvirt.binding.LibvirtConnection;
import io.reservoir.libvirt.binding.Session;
import io.reservoir.libvirt.watch.ForeignDisks;
import io.reservoir.libvirt.watch.History;
import io.reservoir.libvirt.watch.Inventory;
import io.reservoir.libvirt.watch.OurDomain;
import io.reservoir.libvirt.watch.Readiness;
import io.reservoir.model.port.Host.Destination;
import io.reservoir.model.port.Outcome;
import io.reservoir.model.port.Outcome.Refusal;
import io.reservoir.model.service.Size;
import io.reservoir.model.vee.Verb;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Moves the running domain to another libvirt, from host to host, while its guest goes on. */
record Migrate(Destination to) implements Action {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PREPARING = Duration.ofSeconds(30);

    /** The other host through its door: what is on it, and how much of it is taken. */
    private record Seen(Inventory inventory, Size taken) {}

    @Override
    public Verb verb() {
        return Verb.MIGRATE;
    }

    @Override
    public Outcome on(Scene scene) throws Fault, NotDone {
        var site = scene.site();
        var ours = scene.ours();
        var door = Door.parse(to.door());
        if (door == null || to.host().equals(site.settings().id())) {
            throw new NotDone(Refusal.UNSUPPORTED, "no VEE can move to host " + to.host() + " by `" + to.door() + "`");
        }
        if (site.moves().isUnderWay(ours.vee())) {
            return new Outcome.InProgress();
        }
        refuseVolumesOfThisHost(ours, site.outfit().volumes());
        var disks = lookThrough(door, scene, ours);
        var before = ours.mark();
        try (var domain = scene.domain()) {
            Scene.write(
                    domain,
                    before.by(scene.order().epoch(), scene.order().intent())
                            .in(scene.state(), scene.now())
                            .movingTo(to.host()));
        }
        return site.moves()
                .begin(
                        scene,
                        before,
                        new Migration(door.uri(), null, site.settings().moveBytesPerSecond(), disks, null));
    }

    private static void refuseVolumesOfThisHost(OurDomain ours, @Nullable VolumeStore store) throws NotDone {
        var volumes = ours.volumes();
        if (!volumes.isEmpty() && (store == null || !store.isShared())) {
            throw new NotDone(
                    Refusal.UNSUPPORTED,
                    ours.vee() + " has volumes that this host alone can see, detach them first: "
                            + String.join(", ", volumes));
        }
    }

    /** Nobody but the other host knows what it holds, and it would take more than that; what has to precede is made. */
    private Disks lookThrough(Door door, Scene scene, OurDomain ours) throws Fault, NotDone {
        try (var connection = new LibvirtConnection(to.host().name(), door.uri(), null)) {
            var seen = connection.call(PATIENCE, session -> seen(session, scene));
            switch (seen) {
                case Answer.Is<Seen>(var other) -> {
                    var there = other.inventory();
                    var free = door.total().minus(other.taken());
                    if (!ours.size().fitsIn(free)) {
                        throw new NotDone(Refusal.FULL, "free on " + to.host() + " are " + free);
                    }
                    if (there.ours().containsKey(ours.vee())
                            || there.isTaken(ours.view().name(), ours.view().uuid())) {
                        throw new NotDone(Refusal.FAILED, to.host() + " has a domain of that name already");
                    }
                }
                case Answer.Failed<Seen>(var fault) -> throw fault;
                case Answer.Silent<Seen>(var why) ->
                    throw new NotDone(Refusal.FAILED, "nobody can look through the door of " + to.host() + ": " + why);
            }
            var prepared = connection.call(
                    PREPARING, there -> scene.site().outfit().precede(scene.session(), there, ours.vee(), to.host()));
            return switch (prepared) {
                case Answer.Is<Disks>(var disks) -> disks;
                case Answer.Failed<Disks>(var fault) -> throw fault;
                case Answer.Silent<Disks>(var why) ->
                    throw new NotDone(Refusal.FAILED, "nothing can be prepared at " + to.host() + ": " + why);
            };
        }
    }

    private Seen seen(Session session, Scene scene) throws Fault {
        var site = scene.site();
        var inventory = Inventory.take(
                session,
                site.settings().site(),
                new History(to.host(), site.clock(), Readiness.NOT_ASKED),
                new ForeignDisks());
        return new Seen(inventory, site.taken(session, inventory));
    }
}
