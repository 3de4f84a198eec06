package io.reservoir.libvirt.xml;

import static io.reservoir.libvirt.xml.Elements.with;

import java.util.Locale;
import javax.xml.stream.XMLStreamException;

/** Writes the XML of a domain. */
public final class DomainWriter {
    /** The port of the agent in the guest: that somebody holds it open is how the host knows that the guest is up. */
    static final String AGENT = "org.qemu.guest_agent.0";

    private final DomainPlan plan;
    private final Elements xml;

    private DomainWriter(DomainPlan plan, Elements xml) {
        this.plan = plan;
        this.xml = xml;
    }

    /** The XML of that plan; an {@link UnfitText} where a text of it does not fit into XML. */
    public static String write(DomainPlan plan) {
        return Elements.write(elements -> new DomainWriter(plan, elements).domain());
    }

    /** The XML of that disk alone, for a domain that is there. */
    public static String write(Disk disk) {
        return Elements.write(elements -> disk(elements, disk));
    }

    private void domain() throws XMLStreamException {
        xml.element("domain", with("type", plan.type()), () -> {
            xml.text("name", plan.name());
            xml.text("uuid", plan.uuid().toString());
            xml.element("metadata", this::mark);
            var memory = String.valueOf(plan.memoryKibibytes());
            xml.text("memory", with("unit", "KiB"), memory);
            xml.text("currentMemory", with("unit", "KiB"), memory);
            xml.text(
                    "vcpu",
                    with("current", String.valueOf(plan.mark().size().vcpus())),
                    String.valueOf(plan.mostVcpus()));
            xml.element("os", this::os);
            xml.element("features", () -> {
                xml.empty("acpi", with());
                xml.empty("apic", with());
            });
            if (plan.type().equals("kvm")) {
                xml.empty("cpu", with("mode", "host-model"));
            }
            xml.empty("clock", with("offset", "utc"));
            xml.text("on_poweroff", "destroy");
            xml.text("on_reboot", "restart");
            xml.text("on_crash", "destroy");
            xml.element("devices", this::devices);
        });
    }

    private void mark() throws XMLStreamException {
        xml.element(Mark.PREFIX, Mark.NAMESPACE, Mark.ELEMENT, plan.mark().attributes(), () -> {
            for (var attachment : plan.mark().attachments()) {
                xml.empty(Mark.PREFIX, Mark.NAMESPACE, Mark.ATTACHMENT, Mark.attributes(attachment));
            }
        });
    }

    private void os() throws XMLStreamException {
        xml.text("type", with("arch", plan.architecture()), "hvm");
        switch (plan.boot()) {
            case Boot.FromDisk() -> xml.empty("boot", with("dev", "hd"));
            case Boot.FromKernel kernel -> {
                xml.text("kernel", kernel.kernel());
                xml.text("initrd", kernel.initialRamDisk());
                xml.text("cmdline", kernel.commandLine());
            }
        }
    }

    private void devices() throws XMLStreamException {
        for (var disk : plan.disks()) {
            disk(xml, disk);
        }
        for (var nic : plan.nics()) {
            nic(nic);
        }
        xml.element("serial", with("type", "pty"), () -> {
            xml.empty("log", with("file", plan.consoleLog(), "append", "on"));
            xml.empty("target", with("port", "0"));
        });
        xml.element("console", with("type", "pty"), () -> xml.empty("target", with("type", "serial", "port", "0")));
        xml.element("channel", with("type", "unix"), () -> xml.empty("target", with("type", "virtio", "name", AGENT)));
        xml.element("rng", with("model", "virtio"), () -> xml.text("backend", with("model", "random"), "/dev/urandom"));
        xml.element("memballoon", with("model", "virtio"), () -> xml.empty("stats", with("period", "5")));
    }

    private static void disk(Elements xml, Disk disk) throws XMLStreamException {
        xml.element("disk", with("type", "file", "device", "disk"), () -> {
            xml.empty(
                    "driver", with("name", "qemu", "type", disk.format().name().toLowerCase(Locale.ROOT)));
            xml.empty("source", with("file", disk.path()));
            xml.empty("target", with("dev", disk.target(), "bus", "virtio"));
            if (disk.kind() == Disk.Kind.SEED) {
                xml.empty("readonly", with());
            }
            var serial = disk.serial();
            if (serial != null) {
                xml.text("serial", serial);
            }
        });
    }

    private void nic(Nic nic) throws XMLStreamException {
        switch (nic.attachment()) {
            case Nic.Attachment.Network(var name) ->
                xml.element("interface", with("type", "network"), () -> {
                    xml.empty("source", with("network", name));
                    restOf(nic);
                });
            case Nic.Attachment.Bridge(var name) ->
                xml.element("interface", with("type", "bridge"), () -> {
                    xml.empty("source", with("bridge", name));
                    restOf(nic);
                });
        }
    }

    private void restOf(Nic nic) throws XMLStreamException {
        xml.empty("mac", with("address", nic.mac()));
        xml.empty("model", with("type", "virtio"));
        var filter = nic.filter();
        if (filter != null) {
            xml.element("filterref", with("filter", filter.name()), () -> {
                for (var parameter : filter.parameters()) {
                    xml.empty("parameter", with("name", parameter.name(), "value", parameter.value()));
                }
            });
        }
        var ceiling = nic.ceilingBytesPerSecond();
        if (ceiling != null) {
            var average = with("average", String.valueOf(DomainPlan.kibibytes(ceiling)));
            xml.element("bandwidth", () -> {
                xml.empty("inbound", average);
                xml.empty("outbound", average);
            });
        }
    }
}
