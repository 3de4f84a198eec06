package io.reservoir.libvirt.xml;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares a domain with its plan: what was written, read again, must be what was meant and nothing besides. */
public final class Difference {
    /** What a domain of ours has, and what libvirt adds to any domain of itself. */
    private static final Set<String> EXPECTED = Set.of(
            "disk",
            "interface",
            "serial",
            "console",
            "channel",
            "rng",
            "memballoon",
            "emulator",
            "controller",
            "input",
            "audio",
            "watchdog",
            "panic");

    private final List<String> found = new ArrayList<>();

    private Difference() {}

    /** What differs, a few words each; empty where the domain is as it was meant. */
    public static List<String> between(DomainPlan plan, DomainView view) {
        var difference = new Difference();
        difference.compare("type", plan.type(), view.type());
        difference.compare("name", plan.name(), view.name());
        difference.compare("uuid", plan.uuid(), view.uuid());
        difference.compare("mark", plan.mark(), view.mark());
        difference.compare("vcpus", plan.mark().size().vcpus(), view.vcpus());
        difference.compare("most vcpus", plan.mostVcpus(), view.mostVcpus());
        difference.compare("memory", plan.memoryKibibytes(), view.memoryKibibytes());
        difference.compare("most memory", plan.memoryKibibytes(), view.mostMemoryKibibytes());
        difference.compare("disks", plan.disks().stream().map(Difference::disk).toList(), view.disks());
        difference.compare(
                "interfaces",
                plan.nics().stream().map(Difference::nic).toList(),
                view.nics().stream()
                        .map(n -> new DomainView.NicView(n.source(), n.mac(), null, n.filter()))
                        .toList());
        difference.compare(
                "kernel", plan.boot() instanceof Boot.FromKernel kernel ? kernel.kernel() : null, view.kernel());
        difference.compare("console log", plan.consoleLog(), view.consoleLog());
        for (var device : view.devices().keySet()) {
            if (!EXPECTED.contains(device)) {
                difference.found.add("device " + device);
            }
        }
        return List.copyOf(difference.found);
    }

    /** A disk as a domain that has it shows it. */
    public static DomainView.DiskView disk(Disk disk) {
        return new DomainView.DiskView(
                disk.path(), disk.target(), disk.format().name().toLowerCase(Locale.ROOT), "disk", disk.serial());
    }

    private static DomainView.NicView nic(Nic nic) {
        var source = switch (nic.attachment()) {
            case Nic.Attachment.Network(var name) -> name;
            case Nic.Attachment.Bridge(var name) -> name;
        };
        var filter = nic.filter();
        return new DomainView.NicView(source, nic.mac(), null, filter == null ? null : filter.name());
    }

    private void compare(String what, @Nullable Object meant, @Nullable Object is) {
        if (!Objects.equals(meant, is)) {
            found.add(what + " is " + is + " instead of " + meant);
        }
    }
}
