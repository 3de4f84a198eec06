package io.reservoir.libvirt.watch;

import io.reservoir.libvirt.binding.Domain;
import io.reservoir.libvirt.binding.Fault;
import io.reservoir.libvirt.binding.Session;
import io.reservoir.libvirt.xml.DomainView;
import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.service.Size;
import io.reservoir.model.vee.VeeId;
import io.reservoir.model.vee.VeeState;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All domains of a host at one moment.
 *
 * @param ours those that bear a mark of this site
 * @param takenByOthers what the others hold, and what is on its way here
 * @param others names and UUIDs of the others
 */
public record Inventory(SortedMap<VeeId, OurDomain> ours, Size takenByOthers, Set<String> others) {
    /** Looks at every domain: two or three short calls each, none of which waits for a guest. */
    public static Inventory take(Session session, String site, History history, ForeignDisks disks) throws Fault {
        var ours = new TreeMap<VeeId, OurDomain>();
        var others = new HashSet<String>();
        var taken = Size.NOTHING;
        for (var domain : session.domains()) {
            try (domain) {
                var view = DomainView.read(domain.xml());
                var our = ours(domain, view, site, history);
                if (our != null && isArriving(domain, our)) {
                    taken = taken.plus(our.size());
                } else if (our != null) {
                    ours.put(our.vee(), our);
                } else {
                    others.add(view.name());
                    others.add(view.uuid().toString());
                    taken = taken.plus(
                            new Size(view.vcpus(), view.memoryKibibytes() * 1024, disks.bytes(domain, view)));
                }
            } catch (Fault fault) {
                // it went away while it was looked at
                if (fault.kind() != Fault.Kind.NOT_THERE) {
                    throw fault;
                }
            }
        }
        return new Inventory(ours, taken, others);
    }

    private static @Nullable OurDomain ours(Domain domain, DomainView view, String site, History history) throws Fault {
        var mark = view.mark();
        if (mark == null || !isOurs(view, site)) {
            return null;
        }
        var state = switch (domain.state()) {
            case RUNNING, BLOCKED, IN_SHUTDOWN, NONE -> VeeState.ACTIVE;
            case PAUSED, ASLEEP -> VeeState.PAUSED;
            case SHUTOFF, CRASHED -> off(domain, mark.brought());
        };
        return new OurDomain(view, mark, history.now(view, mark, state));
    }

    /** True of a domain that bears a mark of that site, and the UUID of the VEE that the mark names. */
    public static boolean isOurs(DomainView view, String site) {
        var mark = view.mark();
        return mark != null
                && mark.site().equals(site)
                && view.uuid().equals(mark.vee().uuid(site));
    }

    /** What moves here is not there for good until it has arrived. */
    private static boolean isArriving(Domain domain, OurDomain our) throws Fault {
        return our.mark().to() != null && !domain.isPersistent();
    }

    private static VeeState off(Domain domain, VeeState brought) throws Fault {
        if (domain.isSaved()) {
            return VeeState.SUSPENDED;
        }
        return brought == VeeState.DEFINED ? VeeState.DEFINED : VeeState.SHUTOFF;
    }

    /** What all domains hold. */
    public Size taken() {
        return ours.values().stream().map(OurDomain::size).reduce(takenByOthers, Size::plus);
    }

    /** True where a domain of somebody else has that name or UUID. */
    public boolean isTaken(String name, UUID uuid) {
        return others.contains(name) || others.contains(uuid.toString());
    }

    /** The VEE that has that file as a disk, null where none has. */
    public @Nullable VeeId holder(String file) {
        return ours.values().stream()
                .filter(our -> our.view().disks().stream()
                        .anyMatch(disk -> disk.source().equals(file)))
                .map(OurDomain::vee)
                .findFirst()
                .orElse(null);
    }

    /** The newest epoch that a domain of that service bears, null where none is there. */
    public @Nullable Epoch epoch(ServiceId service) {
        return ours.values().stream()
                .filter(our -> our.vee().service().equals(service))
                .map(our -> our.mark().epoch())
                .max(Epoch::compareTo)
                .orElse(null);
    }
}
