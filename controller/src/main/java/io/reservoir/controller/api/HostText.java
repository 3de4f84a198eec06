package io.reservoir.controller.api;

import io.reservoir.dsl.problem.Suggestion;
import io.reservoir.model.unit.Dimension;
import io.reservoir.model.unit.Unit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The text that names a host, taken apart: {@code kind:place,key=value,…}.
 *
 * @param place what stands before the first comma, without the kind
 */
record HostText(String whole, String place, Map<String, String> settings, String example) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,62}");
    private static final Pattern QUANTITY = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,6})?)\\s*([A-Za-z]+)");
    private static final int MAX_CPUS = 100_000;
    private static final Pattern DOMAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 _-]{0,62}");

    static HostText read(String whole, String kind, List<String> keys, String example) {
        var parts = whole.substring(kind.length()).split(",", -1);
        var set = new LinkedHashMap<String, String>();
        for (var i = 1; i < parts.length; i++) {
            var equals = parts[i].indexOf('=');
            var key = equals < 0 ? parts[i] : parts[i].substring(0, equals);
            if (!keys.contains(key)) {
                var help = Suggestion.help(key, keys, "settings");
                throw wrong(whole, "there is no setting `" + key + "`" + (help == null ? "" : ", " + help), example);
            }
            if (equals < 0) {
                throw wrong(whole, "`" + key + "` needs a value: `" + key + "=…`", example);
            }
            if (set.put(key, parts[i].substring(equals + 1)) != null) {
                throw wrong(whole, "`" + key + "` stands there twice", example);
            }
        }
        return new HostText(whole, parts[0], set, example);
    }

    String setting(String key, String otherwise) {
        return settings.getOrDefault(key, otherwise);
    }

    boolean isSet(String key) {
        return settings.containsKey(key);
    }

    /** How many CPUs are set. */
    int cpus(String otherwise) {
        var number = setting("cpus", otherwise);
        var cpus = number.matches("\\d{1,6}") ? Integer.parseInt(number) : 0;
        if (cpus < 1 || cpus > MAX_CPUS) {
            throw wrong("`cpus` is a whole number from 1 to " + MAX_CPUS + ", not `" + number + "`");
        }
        return cpus;
    }

    /** What is set, in base units. */
    double quantity(String key, String otherwise, Dimension dimension) {
        var typed = setting(key, otherwise);
        var match = QUANTITY.matcher(typed);
        var unit = match.matches() ? unit(match.group(2), dimension) : null;
        if (unit == null) {
            var example =
                    dimension.equals(Dimension.TIME) ? "40s" : dimension.equals(Dimension.DATA) ? "64GB" : "100Mbps";
            throw wrong("`" + key + "` is a number with a unit, such as `" + example + "`, not `" + typed + "`");
        }
        var value = unit.toBase(Double.parseDouble(match.group(1)));
        if (dimension.equals(Dimension.TIME) && value > 86_400) {
            throw wrong("`" + key + "` is at most a day");
        }
        return value;
    }

    private static @Nullable Unit unit(String symbol, Dimension dimension) {
        var unit = Unit.named(symbol);
        return unit != null && unit.dimension().equals(dimension) ? unit : null;
    }

    /** That text, as the name of a host. */
    String name(String text) {
        if (!NAME.matcher(text).matches()) {
            throw wrong("the name of a host is letters, digits and `-`, not `" + text + "`");
        }
        return text;
    }

    /** The domain that is set, null where none is. */
    @Nullable
    String domain() {
        var domain = settings.get("domain");
        if (domain != null && !DOMAIN.matcher(domain).matches()) {
            throw wrong("a domain is letters, digits, blanks, `_` and `-`, not `" + domain + "`");
        }
        return domain;
    }

    IllegalArgumentException wrong(String why) {
        return wrong(whole, why, example);
    }

    static IllegalArgumentException wrong(String text, String why, String example) {
        return new IllegalArgumentException("host `" + text + "`: " + why + "\n  a host is written like " + example);
    }
}
