package io.reservoir.controller.api;

import io.reservoir.controller.sim.SimulatedHost;
import io.reservoir.dsl.problem.Suggestion;
import io.reservoir.model.service.Size;
import io.reservoir.model.site.HostId;
import io.reservoir.model.unit.Dimension;
import io.reservoir.model.unit.Unit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A host as an operator names it: {@code sim:NAME} and settings after commas, such as
 * {@code sim:h1,domain=Domain1,cpus=16,memory=64GB,disk=1TB,boot=40s}. What is not set is as in the example.
 */
public record HostSpec(SimulatedHost.Settings settings) {
    public static final String EXAMPLE = "sim:h1,domain=Domain1,cpus=16,memory=64GB,disk=1TB,boot=40s";

    private static final List<String> KEYS = List.of("domain", "cpus", "memory", "disk", "boot");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,62}");
    private static final Pattern DOMAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 _-]{0,62}");
    private static final Pattern QUANTITY = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,6})?)\\s*([A-Za-z]+)");
    private static final int MAX_CPUS = 100_000;

    /** What stands there where no host is named. */
    public static List<HostSpec> defaults() {
        return List.of(
                parse("sim:h1,domain=Domain1"),
                parse("sim:h2,domain=Domain1"),
                parse("sim:h3,domain=Domain2"),
                parse("sim:h4,domain=Domain3"));
    }

    /** Reads one; what is wrong with it is an {@link IllegalArgumentException} for the person who typed it. */
    public static HostSpec parse(String text) {
        if (!text.startsWith("sim:")) {
            throw wrong(text, "only simulated hosts are there yet, so it begins with `sim:`");
        }
        var parts = text.substring("sim:".length()).split(",", -1);
        if (!NAME.matcher(parts[0]).matches()) {
            throw wrong(text, "the name of a host is letters, digits and `-`, not `" + parts[0] + "`");
        }
        var set = new LinkedHashMap<String, String>();
        for (var i = 1; i < parts.length; i++) {
            var equals = parts[i].indexOf('=');
            var key = equals < 0 ? parts[i] : parts[i].substring(0, equals);
            if (!KEYS.contains(key)) {
                var help = Suggestion.help(key, KEYS, "settings");
                throw wrong(text, "there is no setting `" + key + "`" + (help == null ? "" : ", " + help));
            }
            if (equals < 0) {
                throw wrong(text, "`" + key + "` needs a value: `" + key + "=…`");
            }
            if (set.put(key, parts[i].substring(equals + 1)) != null) {
                throw wrong(text, "`" + key + "` stands there twice");
            }
        }
        return of(text, parts[0], set);
    }

    private static HostSpec of(String text, String name, Map<String, String> set) {
        var domain = set.getOrDefault("domain", "Domain1");
        if (!DOMAIN.matcher(domain).matches()) {
            throw wrong(text, "a domain is letters, digits, blanks, `_` and `-`, not `" + domain + "`");
        }
        var size = new Size(
                cpus(text, set.getOrDefault("cpus", "16")),
                (long) quantity(text, "memory", set.getOrDefault("memory", "64GB"), Dimension.DATA),
                (long) quantity(text, "disk", set.getOrDefault("disk", "1TB"), Dimension.DATA));
        var boot = quantity(text, "boot", set.getOrDefault("boot", "40s"), Dimension.TIME);
        var usual = SimulatedHost.Settings.of(name, domain, size);
        var delay = Duration.ofNanos((long) (boot * 1e9));
        return new HostSpec(new SimulatedHost.Settings(
                new HostId(name),
                domain,
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

    private static int cpus(String text, String number) {
        var cpus = number.matches("\\d{1,6}") ? Integer.parseInt(number) : 0;
        if (cpus < 1 || cpus > MAX_CPUS) {
            throw wrong(text, "`cpus` is a whole number from 1 to " + MAX_CPUS + ", not `" + number + "`");
        }
        return cpus;
    }

    private static double quantity(String text, String key, String typed, Dimension dimension) {
        var match = QUANTITY.matcher(typed);
        var unit = match.matches() ? unit(match.group(2), dimension) : null;
        if (unit == null) {
            var example = dimension.equals(Dimension.TIME) ? "40s" : "64GB";
            throw wrong(text, "`" + key + "` is a number with a unit, such as `" + example + "`, not `" + typed + "`");
        }
        var value = unit.toBase(Double.parseDouble(match.group(1)));
        if (dimension.equals(Dimension.TIME) && value > 86_400) {
            throw wrong(text, "`" + key + "` is at most a day");
        }
        return value;
    }

    private static @Nullable Unit unit(String symbol, Dimension dimension) {
        var unit = Unit.named(symbol);
        return unit != null && unit.dimension().equals(dimension) ? unit : null;
    }

    private static IllegalArgumentException wrong(String text, String why) {
        return new IllegalArgumentException("host `" + text + "`: " + why + "\n  a host is written like " + EXAMPLE);
    }

    /** Those of the same name, which must not be. */
    public static List<String> twins(List<HostSpec> hosts) {
        var seen = new ArrayList<String>();
        var twins = new ArrayList<String>();
        for (var host : hosts) {
            var name = host.settings().id().name();
            (seen.contains(name) ? twins : seen).add(name);
        }
        return twins;
    }
}
