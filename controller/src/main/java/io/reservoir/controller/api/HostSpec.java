package io.reservoir.controller.api;

import io.reservoir.controller.sim.SimulatedHost;
import io.reservoir.model.service.Size;
import io.reservoir.model.site.HostId;
import io.reservoir.model.unit.Dimension;
import io.reservoir.model.unit.Unit;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A host as an operator names it: the kind, where it is, and settings after commas. */
public sealed interface HostSpec {
    /** How each kind is written. */
    List<String> EXAMPLES = List.of(Simulated.EXAMPLE, Agent.EXAMPLE);

    HostId id();

    /** {@code sim:NAME} and settings; what is not set is as in the example. */
    record Simulated(SimulatedHost.Settings settings) implements HostSpec {
        static final String KIND = "sim:";
        static final String EXAMPLE = "sim:h1,domain=Domain1,cpus=16,memory=64GB,disk=1TB,boot=40s";

        private static final List<String> KEYS = List.of("domain", "cpus", "memory", "disk", "boot");
        private static final Pattern QUANTITY = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,6})?)\\s*([A-Za-z]+)");
        private static final int MAX_CPUS = 100_000;

        @Override
        public HostId id() {
            return settings.id();
        }

        private static Simulated of(HostText text) {
            var size = new Size(
                    cpus(text, text.setting("cpus", "16")),
                    (long) quantity(text, "memory", text.setting("memory", "64GB"), Dimension.DATA),
                    (long) quantity(text, "disk", text.setting("disk", "1TB"), Dimension.DATA));
            var boot = quantity(text, "boot", text.setting("boot", "40s"), Dimension.TIME);
            var name = text.name(text.place());
            var domain = text.domain();
            var usual = SimulatedHost.Settings.of(name, domain == null ? "Domain1" : domain, size);
            var delay = Duration.ofNanos((long) (boot * 1e9));
            return new Simulated(new SimulatedHost.Settings(
                    usual.id(),
                    usual.domain(),
                    size,
                    delay,
                    shorter(usual.bootJitter(), delay.dividedBy(4)),
                    shorter(usual.shutdownDelay(), delay.dividedBy(4)),
                    usual.seed()));
        }

        /** A host that boots fast is fast in all it does. */
        private static Duration shorter(Duration one, Duration other) {
            return one.compareTo(other) < 0 ? one : other;
        }

        private static int cpus(HostText text, String number) {
            var cpus = number.matches("\\d{1,6}") ? Integer.parseInt(number) : 0;
            if (cpus < 1 || cpus > MAX_CPUS) {
                throw text.wrong("`cpus` is a whole number from 1 to " + MAX_CPUS + ", not `" + number + "`");
            }
            return cpus;
        }

        private static double quantity(HostText text, String key, String typed, Dimension dimension) {
            var match = QUANTITY.matcher(typed);
            var unit = match.matches() ? unit(match.group(2), dimension) : null;
            if (unit == null) {
                var example = dimension.equals(Dimension.TIME) ? "40s" : "64GB";
                throw text.wrong(
                        "`" + key + "` is a number with a unit, such as `" + example + "`, not `" + typed + "`");
            }
            var value = unit.toBase(Double.parseDouble(match.group(1)));
            if (dimension.equals(Dimension.TIME) && value > 86_400) {
                throw text.wrong("`" + key + "` is at most a day");
            }
            return value;
        }

        private static @Nullable Unit unit(String symbol, Dimension dimension) {
            var unit = Unit.named(symbol);
            return unit != null && unit.dimension().equals(dimension) ? unit : null;
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
        throw HostText.wrong(text, "it begins with `sim:` or `agent:`", String.join("\n  or ", EXAMPLES));
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
