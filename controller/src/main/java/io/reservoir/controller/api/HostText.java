package io.reservoir.controller.api;

import io.reservoir.dsl.problem.Suggestion;
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
