package io.reservoir.libvirt.watch;

import io.reservoir.libvirt.xml.DomainPlan;
import io.reservoir.libvirt.xml.DomainView;
import io.reservoir.libvirt.xml.DomainView.DiskView;
import io.reservoir.libvirt.xml.Mark;
import io.reservoir.libvirt.xml.Seen;
import io.reservoir.model.service.Size;
import io.reservoir.model.vee.VeeId;
import java.util.List;
import java.util.Objects;

/**
 * A domain of ours as it was found.
 *
 * @param mark as it bears it
 * @param now the state it is in, since when, and whether its guest was up in this life of it
 */
public record OurDomain(DomainView view, Mark mark, Seen now) {
    public VeeId vee() {
        return mark.vee();
    }

    /** The names of its volumes, which it knows as the serial numbers of their disks; none of its own disks has one. */
    public List<String> volumes() {
        return view.disks().stream()
                .map(DiskView::serial)
                .filter(Objects::nonNull)
                .sorted()
                .toList();
    }

    /** What it has: as it was wanted where that is what libvirt shows, else what libvirt shows. */
    public Size size() {
        var wanted = mark.size();
        var memory = DomainPlan.memoryKibibytes(wanted.memoryBytes()) == view.memoryKibibytes()
                ? wanted.memoryBytes()
                : view.memoryKibibytes() * 1024;
        return new Size(view.vcpus(), memory, wanted.diskBytes());
    }
}
