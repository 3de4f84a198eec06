package io.reservoir.libvirt.xml;

import static io.reservoir.libvirt.xml.Elements.with;

import java.util.Map;
import java.util.UUID;
import javax.xml.stream.XMLStreamException;

/** Writes the XML of networks and of the filters that their guests' packets pass. */
public final class NetworkXml {
    private static final String DHCP_SERVER = "67";
    private static final String DHCP_CLIENT = "68";

    private NetworkXml() {}

    /**
     * An isolated network, whose host has an address in it and answers its guests' DHCP.
     *
     * @param bridge of the host, which comes and goes with it
     * @param address of the host
     */
    public static String isolated(String name, UUID uuid, String bridge, String address, int prefix, DhcpHost first) {
        return Elements.write(xml -> xml.element("network", () -> {
            xml.text("name", name);
            xml.text("uuid", uuid.toString());
            xml.empty("bridge", with("name", bridge, "stp", "off", "delay", "0"));
            xml.empty("dns", with("enable", "no"));
            xml.element(
                    "ip",
                    with("address", address, "prefix", String.valueOf(prefix)),
                    () -> xml.element("dhcp", () -> xml.empty("host", first.attributes())));
        }));
    }

    /** That a MAC is given an address. */
    public record DhcpHost(String mac, String address) {
        Map<String, String> attributes() {
            return with("mac", mac, "ip", address);
        }

        /** As libvirt takes it for a network that is there. */
        public String element() {
            return Elements.of("host", attributes());
        }
    }

    /** A network that is bounded each way, for trying out whether that can be done. */
    public static String bounded(String name, String bridge) {
        return Elements.write(xml -> xml.element("network", () -> {
            xml.text("name", name);
            xml.empty("bridge", with("name", bridge, "stp", "off", "delay", "0"));
            xml.element("bandwidth", () -> {
                xml.empty("inbound", with("average", "1000"));
                xml.empty("outbound", with("average", "1000"));
            });
        }));
    }

    /**
     * The filter of an interface in a LAN. A guest sends from its own MAC and address only, to its own LAN only, and
     * hears its own LAN only: LANs that share a bridge do not meet. It is told {@code IP}, {@code NET} and
     * {@code MASK}; libvirt knows {@code MAC}.
     */
    public static String lanFilter(String name, UUID uuid) {
        return filter(name, uuid, xml -> {
            rule(xml, "accept", "out", 200, "ip", "srcipaddr", "$IP", "dstipaddr", "$NET", "dstipmask", "$MASK");
            rule(xml, "accept", "in", 200, "ip", "srcipaddr", "$NET", "srcipmask", "$MASK", "dstipaddr", "$IP");
            dhcp(xml);
            rule(
                    xml,
                    "accept",
                    "out",
                    200,
                    "arp",
                    "arpsrcmacaddr",
                    "$MAC",
                    "arpsrcipaddr",
                    "$IP",
                    "arpdstipaddr",
                    "$NET",
                    "arpdstipmask",
                    "$MASK");
            rule(xml, "accept", "in", 200, "arp", "arpsrcipaddr", "$NET", "arpsrcipmask", "$MASK");
        });
    }

    /** The filter of an interface in the public network: its guest sends from its own MAC and address only. */
    public static String publicFilter(String name, UUID uuid) {
        return filter(name, uuid, xml -> {
            rule(xml, "accept", "out", 200, "ip", "srcipaddr", "$IP");
            rule(xml, "accept", "in", 200, "ip", "dstipaddr", "$IP");
            rule(xml, "accept", "out", 200, "arp", "arpsrcmacaddr", "$MAC", "arpsrcipaddr", "$IP");
            rule(xml, "accept", "in", 200, "arp");
        });
    }

    private static String filter(String name, UUID uuid, Elements.Document rules) {
        return Elements.write(xml -> xml.element("filter", with("name", name, "chain", "root"), () -> {
            xml.text("uuid", uuid.toString());
            xml.element(
                    "rule",
                    with("action", "drop", "direction", "out", "priority", "100"),
                    () -> xml.empty("mac", with("match", "no", "srcmacaddr", "$MAC")));
            rules.write(xml);
            announcement(xml);
            rule(xml, "drop", "inout", 900, "mac");
        }));
    }

    /** A guest without an address asks for one, and its LAN's host answers. */
    private static void dhcp(Elements xml) throws XMLStreamException {
        rule(
                xml,
                "accept",
                "out",
                200,
                "ip",
                "srcipaddr",
                "0.0.0.0",
                "dstipaddr",
                "255.255.255.255",
                "protocol",
                "udp",
                "srcportstart",
                DHCP_CLIENT,
                "dstportstart",
                DHCP_SERVER);
        rule(
                xml,
                "accept",
                "in",
                200,
                "ip",
                "srcipaddr",
                "$NET",
                "srcipmask",
                "$MASK",
                "protocol",
                "udp",
                "srcportstart",
                DHCP_SERVER,
                "dstportstart",
                DHCP_CLIENT);
    }

    /** What QEMU sends for a guest that has arrived from another host. */
    private static void announcement(Elements xml) throws XMLStreamException {
        rule(
                xml,
                "accept",
                "out",
                200,
                "rarp",
                "srcmacaddr",
                "$MAC",
                "opcode",
                "Request_Reverse",
                "arpsrcmacaddr",
                "$MAC",
                "arpdstmacaddr",
                "$MAC");
    }

    private static void rule(
            Elements xml, String action, String direction, int priority, String protocol, String... attributes)
            throws XMLStreamException {
        xml.element(
                "rule",
                with("action", action, "direction", direction, "priority", String.valueOf(priority)),
                () -> xml.empty(protocol, with(attributes)));
    }
}
