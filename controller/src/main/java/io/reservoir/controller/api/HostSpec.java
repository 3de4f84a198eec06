package io.reservoir.controller.api;

import io.reservoir.controller.sim.SimulatedHost;
import io.reservoir.libvirt.network.Cidr;
import io.reservoir.libvirt.network.NetworkSettings;
import io.reservoir.libvirt.verb.LibvirtHost;
import io.reservoir.model.service.Size;
import io.reservoir.model.site.HostId;
import io.reservoir.model.unit.Dimension;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A host as an operator names it: the kind, where it is, and settings after commas. */
public sealed interface HostSpec {
    /** How each kind is written. */
    List<String> EXAMPLES = List.of(Simulated.EXAMPLE, Libvirt.EXAMPLE, Agent.EXAMPLE);

    HostId id();

    /** {@code sim:NAME} and settings; what is not set is as in the example. */
    record Simulated(SimulatedHost.Settings settings) implements HostSpec {
        static final String KIND = "sim:";
        static final String EXAMPLE = "sim:h1,domain=Domain1,cpus=16,memory=64GB,disk=1TB,boot=40s";

        private static final List<String> KEYS = List.of("domain", "cpus", "memory", "disk", "boot", "resize");

        @Override
        public HostId id() {
            return settings.id();
        }

        private static Simulated of(HostText text) {
            var size = new Size(text.cpus("16"), (long) text.quantity("memory", "64GB", Dimension.DATA), (long)
                    text.quantity("disk", "1TB", Dimension.DATA));
            var boot = text.quantity("boot", "40s", Dimension.TIME);
            var name = text.name(text.place());
            var domain = text.domain();
            var usual = SimulatedHost.Settings.of(name, domain == null ? "Domain1" : domain, size);
            var delay = Duration.ofNanos((long) (boot * 1e9));
            var settings = new SimulatedHost.Settings(
                    usual.id(),
                    usual.domain(),
                    size,
                    delay,
                    shorter(usual.bootJitter(), delay.dividedBy(4)),
                    shorter(usual.shutdownDelay(), delay.dividedBy(4)),
                    usual.seed());
            return new Simulated(isBounded(text) ? settings.bounded() : settings);
        }

        private static boolean isBounded(HostText text) {
            var resize = text.setting("resize", "any");
            return switch (resize) {
                case "any" -> false;
                case "real" -> true;
                default -> throw text.wrong("`resize` is `any` or `real`, not `" + resize + "`");
            };
        }

        /** A host that boots fast is fast in all it does. */
        private static Duration shorter(Duration one, Duration other) {
            return one.compareTo(other) < 0 ? one : other;
        }
    }

    /**
     * {@code agent:} and the address of an agent. The host is called as the agent's machine unless its name is set.
     *
     * @param address {@code http://} or {@code https://}, a host and a port
     * @param domain the administrative domain that it stands in, null for what the agent says
     */
    record Agent(HostId id, URI address, @Nullable String domain) implements HostSpec {
        static final String KIND = "agent:";
        static final String EXAMPLE = "agent:https://h1.example:7080,name=h1,domain=Domain1";

        private static final List<String> KEYS = List.of("name", "domain");
        private static final Pattern ADDRESS = Pattern.compile("https?://[A-Za-z0-9.:\\[\\]-]{1,255}:\\d{1,5}/?");
        private static final Pattern NUMERIC = Pattern.compile("[0-9.]+|.*[:\\[].*");

        private static Agent of(HostText text) {
            var address = ADDRESS.matcher(text.place()).matches() ? uri(text.place()) : null;
            if (address == null || address.getHost() == null || address.getPort() < 1 || address.getPort() > 65_535) {
                throw text.wrong("where an agent is, is said as `https://host:port`, not `" + text.place() + "`");
            }
            var machine = address.getHost();
            var name = text.setting("name", NUMERIC.matcher(machine).matches() ? "" : machine.split("\\.", 2)[0]);
            if (name.isEmpty()) {
                throw text.wrong("`" + machine + "` is a number: name the host with `name=`");
            }
            return new Agent(new HostId(text.name(name)), address, text.domain());
        }

        private static @Nullable URI uri(String text) {
            try {
                return URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            } catch (IllegalArgumentException e) {
                return null;
            }
        }
    }

    /**
     * The URI of a libvirt, as libvirt writes it, and settings. What may be given to VEEs is what the host has unless
     * it is set; of its disk it is what is set.
     *
     * @param uri of the libvirt
     * @param images the store of images, a folder that the host has at the same path
     * @param pool the folder at the host for the disks of VEEs
     * @param poolIsShared whether all hosts of the site have that folder
     * @param networks what LANs and the public network are made of
     * @param leases the folder that says who has which address, null where the host keeps its own
     * @param readings where guests send readings of their own, null where nobody said
     */
    record Libvirt(
            LibvirtHost.Settings settings,
            URI uri,
            Path images,
            String pool,
            boolean poolIsShared,
            NetworkSettings networks,
            @Nullable Path leases,
            @Nullable String readings)
            implements HostSpec {
        static final String EXAMPLE = "qemu:///system,name=h1,domain=Domain1,cpus=16,memory=64GB,disk=1TB";

        /** Where `image register` puts images unless another folder is set. */
        private static final String IMAGES = "/var/lib/reservoir/images";

        /** Where the disks of VEEs lie unless another folder is set. */
        private static final String POOL = "/var/lib/libvirt/images/reservoir";

        private static final Pattern KIND = Pattern.compile("(qemu(?:\\+(?:tls|ssh|tcp|unix))?)://.*");
        private static final List<String> KEYS = List.of(
                "name",
                "domain",
                "site",
                "cpus",
                "memory",
                "disk",
                "type",
                "door",
                "images",
                "pool",
                "shared-pool",
                "move-rate",
                "move-downtime",
                "lan-bridge",
                "public-bridge",
                "public-addresses",
                "public-gateway",
                "public-dns",
                "leases",
                "readings");
        private static final Pattern PLACE =
                Pattern.compile("qemu(\\+[a-z]+)?://([A-Za-z0-9._@:\\[\\]-]{1,255})?/[A-Za-z0-9/._?=&%:-]{0,255}");
        private static final Pattern FOLDER = Pattern.compile("/[A-Za-z0-9/._-]{1,200}");
        private static final Pattern SITE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
        private static final Pattern NUMERIC = Pattern.compile("[0-9.]+|.*[:\\[].*");
        private static final Pattern BRIDGE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,14}");
        private static final Pattern RANGE = Pattern.compile("([0-9.]{7,15})-([0-9.]{7,15})/(\\d{1,2})");
        private static final Pattern READINGS =
                Pattern.compile("https?://[A-Za-z0-9.:\\[\\]-]{1,255}(?:/[A-Za-z0-9._~/-]*)?");

        @Override
        public HostId id() {
            return settings.id();
        }

        private static Libvirt of(HostText text) {
            var uri = uri(text, text.place());
            var domain = text.domain();
            var door = text.setting("door", uri.getHost() == null ? "" : text.place());
            return new Libvirt(
                    new LibvirtHost.Settings(
                            new HostId(text.name(name(text, uri))),
                            domain == null ? "Domain1" : domain,
                            matching(text, "site", "reservoir", SITE),
                            text.place(),
                            door.isEmpty() ? null : uri(text, door).toString(),
                            type(text),
                            text.isSet("cpus") ? Integer.valueOf(text.cpus("")) : null,
                            text.isSet("memory")
                                    ? Long.valueOf((long) text.quantity("memory", "", Dimension.DATA))
                                    : null,
                            (long) text.quantity("disk", "1TB", Dimension.DATA),
                            LibvirtHost.Settings.CONSOLE_LOGS,
                            text.isSet("move-rate") ? (long) text.quantity("move-rate", "", Dimension.DATA_RATE) : 0,
                            Duration.ofNanos((long) (text.quantity("move-downtime", "300ms", Dimension.TIME) * 1e9))),
                    uri,
                    Path.of(matching(text, "images", IMAGES, FOLDER)),
                    pool(text),
                    text.isSet("shared-pool"),
                    networks(text),
                    text.isSet("leases") ? Path.of(matching(text, "leases", "", FOLDER)) : null,
                    text.isSet("readings") ? matching(text, "readings", "", READINGS) : null);
        }

        private static String pool(HostText text) {
            if (text.isSet("pool") && text.isSet("shared-pool")) {
                throw text.wrong(
                        "`pool` is a folder of this host, `shared-pool` one that all hosts have: set one of them");
            }
            return matching(text, text.isSet("shared-pool") ? "shared-pool" : "pool", POOL, FOLDER);
        }

        private static NetworkSettings networks(HostText text) {
            var usual = NetworkSettings.DEFAULT;
            return new NetworkSettings(
                    usual.lans(),
                    usual.lanPrefix(),
                    text.isSet("lan-bridge") ? matching(text, "lan-bridge", "", BRIDGE) : null,
                    publicNetwork(text));
        }

        private static NetworkSettings.@Nullable Public publicNetwork(HostText text) {
            if (!text.isSet("public-bridge") && !text.isSet("public-addresses")) {
                if (text.isSet("public-gateway") || text.isSet("public-dns")) {
                    throw text.wrong(
                            "`public-gateway` and `public-dns` go with `public-bridge` and `public-addresses`");
                }
                return null;
            }
            var range = RANGE.matcher(text.setting("public-addresses", ""));
            var first = range.matches() ? Cidr.number(range.group(1)) : null;
            var last = range.matches() ? Cidr.number(range.group(2)) : null;
            if (first == null || last == null || !text.isSet("public-bridge")) {
                throw text.wrong("public addresses are said as `public-bridge=br1` and"
                        + " `public-addresses=192.0.2.10-192.0.2.99/24`, the range and the prefix of its subnet");
            }
            try {
                return new NetworkSettings.Public(
                        matching(text, "public-bridge", "", BRIDGE),
                        Cidr.around(first, Integer.parseInt(range.group(3))),
                        first,
                        last,
                        text.isSet("public-gateway")
                                ? address(text, "public-gateway", text.setting("public-gateway", ""))
                                : null,
                        text.isSet("public-dns")
                                ? Stream.of(text.setting("public-dns", "").split("\\+", -1))
                                        .map(server -> address(text, "public-dns", server))
                                        .toList()
                                : List.of());
            } catch (IllegalArgumentException e) {
                throw text.wrong("`public-addresses` cannot be `" + text.setting("public-addresses", "") + "`: "
                        + e.getMessage());
            }
        }

        private static String address(HostText text, String key, String typed) {
            if (Cidr.number(typed) == null) {
                throw text.wrong("`" + key + "` is an IPv4 address, not `" + typed + "`");
            }
            return typed;
        }

        private static URI uri(HostText text, String place) {
            try {
                if (PLACE.matcher(place).matches()) {
                    return new URI(place);
                }
            } catch (URISyntaxException e) {
                // said below
            }
            throw text.wrong("`" + place + "` is no URI of a libvirt with QEMU, such as qemu:///system or"
                    + " qemu+tls://h1.example/system");
        }

        private static String name(HostText text, URI uri) {
            var machine = uri.getHost() == null ? "" : uri.getHost();
            var name = text.setting("name", NUMERIC.matcher(machine).matches() ? "" : machine.split("\\.", 2)[0]);
            if (name.isEmpty()) {
                throw text.wrong("a libvirt of that URI has no name of its own: name the host with `name=`");
            }
            return name;
        }

        private static @Nullable String type(HostText text) {
            return switch (text.setting("type", "")) {
                case "" -> null;
                case "kvm" -> "kvm";
                case "qemu" -> "qemu";
                default -> throw text.wrong("`type` is `kvm`, or `qemu` for emulation");
            };
        }

        private static String matching(HostText text, String key, String otherwise, Pattern pattern) {
            var typed = text.setting(key, otherwise);
            if (!pattern.matcher(typed).matches()) {
                throw text.wrong("`" + key + "` cannot be `" + typed + "`");
            }
            return typed;
        }
    }

    /** What stands there where no host is named. */
    static List<HostSpec> defaults() {
        return List.of(
                parse("sim:h1,domain=Domain1"),
                parse("sim:h2,domain=Domain1"),
                parse("sim:h3,domain=Domain2"),
                parse("sim:h4,domain=Domain3"));
    }

    /** Reads one; what is wrong with it is an {@link IllegalArgumentException} for the person who typed it. */
    static HostSpec parse(String text) {
        if (text.startsWith(Simulated.KIND)) {
            return Simulated.of(HostText.read(text, Simulated.KIND, Simulated.KEYS, Simulated.EXAMPLE));
        }
        if (text.startsWith(Agent.KIND)) {
            return Agent.of(HostText.read(text, Agent.KIND, Agent.KEYS, Agent.EXAMPLE));
        }
        if (Libvirt.KIND.matcher(text).matches()) {
            return Libvirt.of(HostText.read(text, "", Libvirt.KEYS, Libvirt.EXAMPLE));
        }
        throw HostText.wrong(
                text,
                "it begins with `sim:`, `qemu:///`, `qemu+tls://`, `qemu+ssh://` or `agent:`",
                String.join("\n  or ", EXAMPLES));
    }

    /** Those of the same name, which must not be. */
    static List<String> twins(List<HostSpec> hosts) {
        var seen = new ArrayList<String>();
        var twins = new ArrayList<String>();
        for (var host : hosts) {
            var name = host.id().name();
            (seen.contains(name) ? twins : seen).add(name);
        }
        return twins;
    }
}
