package io.reservoir.libvirt.xml;

import static io.reservoir.libvirt.xml.Tree.child;
import static io.reservoir.libvirt.xml.Tree.children;
import static io.reservoir.libvirt.xml.Tree.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/**
 * What of a domain's XML matters here.
 *
 * @param vcpus how many it has
 * @param mostVcpus how many it can have
 * @param memoryKibibytes how much it has
 * @param mostMemoryKibibytes how much it can have
 * @param devices how many elements of each name its devices are
 * @param mark null where it has none that can be read
 * @param consoleLog where its host keeps what it prints, null where it keeps nothing
 * @param agentConnected somebody in the guest holds the agent's port open
 */
public record DomainView(
        String type,
        String name,
        UUID uuid,
        int vcpus,
        int mostVcpus,
        long memoryKibibytes,
        long mostMemoryKibibytes,
        List<DiskView> disks,
        List<NicView> nics,
        Map<String, Integer> devices,
        @Nullable Mark mark,
        @Nullable Seen seen,
        @Nullable String kernel,
        @Nullable String consoleLog,
        boolean agentConnected) {
    /**
     * A disk: the source is a path, a volume, or empty for a drive with nothing in it.
     *
     * @param serial by which the guest finds it, null where it has none
     */
    public record DiskView(
            String source,
            String target,
            String format,
            String device,
            @Nullable String serial) {}

    /**
     * An interface: the source is a network or a bridge.
     *
     * @param device the tap at the host, null while the domain is off
     */
    public record NicView(
            String source,
            String mac,
            @Nullable String device,
            @Nullable String filter) {}

    /** The disk that the guest finds by that serial number, null where there is none. */
    public @Nullable DiskView disk(String serial) {
        return disks.stream()
                .filter(disk -> serial.equals(disk.serial()))
                .findFirst()
                .orElse(null);
    }

    /** Reads what libvirt gave; text that is no XML is an {@link IllegalArgumentException}. */
    public static DomainView read(String xml) {
        return new Reader(Tree.root(xml, "a domain")).view();
    }

    private record Reader(Element domain) {
        DomainView view() {
            var vcpu = child(domain, "vcpu");
            var most = Integer.parseInt(text(vcpu, "1"));
            var current = vcpu == null ? "" : vcpu.getAttribute("current");
            var memory = kibibytes(child(domain, "memory"));
            var now = child(domain, "currentMemory");
            var devices = child(domain, "devices");
            var inside = devices == null ? List.<Element>of() : children(devices);
            return new DomainView(
                    domain.getAttribute("type"),
                    text(child(domain, "name"), ""),
                    UUID.fromString(text(child(domain, "uuid"), "")),
                    current.isEmpty() ? most : Integer.parseInt(current),
                    most,
                    now == null ? memory : kibibytes(now),
                    memory,
                    named(inside, "disk").map(Reader::disk).toList(),
                    named(inside, "interface").map(Reader::nic).toList(),
                    counts(inside),
                    mark(),
                    seen(),
                    kernel(),
                    consoleLog(inside),
                    named(inside, "channel").anyMatch(Reader::isConnectedAgent));
        }

        private static Stream<Element> named(List<Element> elements, String name) {
            return elements.stream().filter(e -> name.equals(e.getLocalName()));
        }

        private static Map<String, Integer> counts(List<Element> devices) {
            var counts = new LinkedHashMap<String, Integer>();
            devices.forEach(device -> counts.merge(device.getLocalName(), 1, Integer::sum));
            return counts;
        }

        private @Nullable Mark mark() {
            var element = metadata(Mark.NAMESPACE);
            return element == null
                    ? null
                    : Mark.of(
                            attributes(element),
                            named(children(element), Mark.ATTACHMENT)
                                    .map(Reader::attributes)
                                    .toList());
        }

        private @Nullable Seen seen() {
            var element = metadata(Seen.NAMESPACE);
            return element == null ? null : Seen.of(attributes(element));
        }

        private @Nullable Element metadata(String namespace) {
            var metadata = child(domain, "metadata");
            return metadata == null
                    ? null
                    : children(metadata).stream()
                            .filter(e -> namespace.equals(e.getNamespaceURI()))
                            .findFirst()
                            .orElse(null);
        }

        private @Nullable String kernel() {
            var os = child(domain, "os");
            var kernel = os == null ? null : child(os, "kernel");
            return kernel == null ? null : kernel.getTextContent();
        }

        private static @Nullable String consoleLog(List<Element> devices) {
            return named(devices, "serial")
                    .map(serial -> child(serial, "log"))
                    .filter(log -> log != null)
                    .map(log -> log.getAttribute("file"))
                    .findFirst()
                    .orElse(null);
        }

        private static boolean isConnectedAgent(Element channel) {
            var target = child(channel, "target");
            return target != null
                    && target.getAttribute("name").equals(DomainWriter.AGENT)
                    && target.getAttribute("state").equals("connected");
        }

        private static DiskView disk(Element disk) {
            var source = child(disk, "source");
            return new DiskView(
                    source == null ? "" : first(source, "file", "dev", "volume", "name", "dir"),
                    attribute(child(disk, "target"), "dev"),
                    attribute(child(disk, "driver"), "type"),
                    disk.getAttribute("device"),
                    text(child(disk, "serial")));
        }

        private static NicView nic(Element nic) {
            var source = child(nic, "source");
            var filter = child(nic, "filterref");
            var target = child(nic, "target");
            return new NicView(
                    source == null ? "" : first(source, "network", "bridge", "dev"),
                    attribute(child(nic, "mac"), "address"),
                    target == null ? null : target.getAttribute("dev"),
                    filter == null ? null : filter.getAttribute("filter"));
        }

        private static String first(Element element, String... names) {
            for (var name : names) {
                if (element.hasAttribute(name)) {
                    return element.getAttribute(name);
                }
            }
            return "";
        }

        private static String attribute(@Nullable Element element, String name) {
            return element == null ? "" : element.getAttribute(name);
        }

        /** libvirt writes KiB, but who defines a domain may write another unit. */
        private static long kibibytes(@Nullable Element memory) {
            if (memory == null) {
                return 0;
            }
            var number = Long.parseLong(memory.getTextContent());
            return switch (memory.getAttribute("unit")) {
                case "b", "bytes" -> Math.ceilDiv(number, 1024L);
                case "M", "MiB" -> number << 10;
                case "G", "GiB" -> number << 20;
                default -> number;
            };
        }

        private static Map<String, String> attributes(Element element) {
            var values = new LinkedHashMap<String, String>();
            var attributes = element.getAttributes();
            for (var i = 0; i < attributes.getLength(); i++) {
                values.put(attributes.item(i).getNodeName(), attributes.item(i).getNodeValue());
            }
            return values;
        }
    }
}
