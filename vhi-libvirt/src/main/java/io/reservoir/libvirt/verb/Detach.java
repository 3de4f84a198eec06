package io.reservoir.libvirt.verb;

import io.reservoir.libvirt.binding.Domain;
import io.reservoir.libvirt.binding.Domain.Scope;
import io.reservoir.libvirt.binding.Fault;
import io.reservoir.libvirt.xml.Disk;
import io.reservoir.libvirt.xml.DomainView;
import io.reservoir.libvirt.xml.DomainView.DiskView;
import io.reservoir.libvirt.xml.DomainWriter;
import io.reservoir.model.port.Outcome;
import io.reservoir.model.vee.Verb;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Takes a volume out of the domain. From its next start on it is without it in any case; a guest that runs is asked to
 * let it go, and waited for a while.
 */
record Detach(String volume) implements Action {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

    /** What QEMU says of a device that its guest was asked before to let go. */
    private static final String ASKED_BEFORE = "in the process of unplug";

    @Override
    public Verb verb() {
        return Verb.DETACH;
    }

    @Override
    public Outcome on(Scene scene) throws Fault, NotDone {
        var begun = System.nanoTime();
        try (var domain = scene.domain()) {
            var isActive = domain.isActive();
            var now = isActive ? DomainView.read(domain.xml()).disk(volume) : null;
            var later = DomainView.read(domain.inactiveXml()).disk(volume);
            Scene.write(
                    domain,
                    scene.ours().mark().by(scene.order().epoch(), scene.order().intent()));
            var disk = now == null ? later : now;
            if (disk != null) {
                unplug(domain, disk, now, later);
            }
            while (isIn(domain)) {
                if (System.nanoTime() - begun > PATIENCE.toNanos()) {
                    return new Outcome.InProgress();
                }
                pause();
            }
            return new Outcome.Done(scene.now());
        }
    }

    private void unplug(Domain domain, DiskView disk, @Nullable DiskView now, @Nullable DiskView later) throws Fault {
        var xml = DomainWriter.write(Disk.volume(disk.source(), disk.target(), volume));
        try {
            domain.detachDevice(xml, now == null ? Scope.CONFIG : later == null ? Scope.LIVE : Scope.BOTH);
        } catch (Fault fault) {
            if (later != null || !fault.text().contains(ASKED_BEFORE)) {
                throw fault;
            }
        }
    }

    private boolean isIn(Domain domain) throws Fault {
        return DomainView.read(domain.xml()).disk(volume) != null;
    }

    private static void pause() throws Fault {
        try {
            TimeUnit.NANOSECONDS.sleep(BETWEEN_LOOKS.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Fault(Fault.Kind.DISCONNECTED, "nobody waits any more");
        }
    }
}
