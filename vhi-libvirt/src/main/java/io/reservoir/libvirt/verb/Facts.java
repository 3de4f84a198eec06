package io.reservoir.libvirt.verb;

import io.reservoir.libvirt.binding.Fault;
import io.reservoir.libvirt.binding.Session;
import io.reservoir.model.service.Size;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What a host is, by its libvirt and its operator.
 *
 * @param type what its domains run on, such as {@code kvm}
 * @param total what may be given to VEEs
 */
record Facts(String type, String architecture, int cpus, Size total) {
    private static final Pattern GUEST = Pattern.compile("<guest>.*?</guest>", Pattern.DOTALL);
    private static final Pattern ARCHITECTURE = Pattern.compile("<arch name='([^']+)'>");
    private static final Pattern HOST_ARCHITECTURE = Pattern.compile("<host>.*?<arch>([^<]+)</arch>", Pattern.DOTALL);

    static Facts ask(Session session, LibvirtHost.Settings settings) throws Fault {
        var node = session.node();
        var capabilities = session.capabilities();
        var host = HOST_ARCHITECTURE.matcher(capabilities);
        var architecture = host.find() ? host.group(1) : "x86_64";
        return new Facts(
                settings.type() == null ? bestType(capabilities, architecture, session.driver()) : settings.type(),
                architecture,
                node.cpus(),
                new Size(
                        Objects.requireNonNullElse(settings.vcpus(), node.cpus()),
                        Objects.requireNonNullElse(settings.memoryBytes(), node.memoryBytes()),
                        settings.diskBytes()));
    }

    /** By hardware where libvirt offers that for guests of the host's own kind. */
    private static String bestType(String capabilities, String architecture, String driver) {
        if (driver.equals("TEST")) {
            return "test";
        }
        var guests = GUEST.matcher(capabilities);
        while (guests.find()) {
            var guest = guests.group();
            var arch = ARCHITECTURE.matcher(guest);
            if (arch.find() && arch.group(1).equals(architecture) && guest.contains("<domain type='kvm'")) {
                return "kvm";
            }
        }
        return "qemu";
    }
}
