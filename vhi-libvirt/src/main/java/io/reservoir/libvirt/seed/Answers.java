package io.reservoir.libvirt.seed;

import io.reservoir.libvirt.network.Plug;
import io.reservoir.model.service.Setting;
import io.reservoir.model.service.Setting.Resolved;
import io.reservoir.model.vee.VeeId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts the settings of a VEE together. What others of its service are asked for was answered before; what is left is
 * about the VEE itself, and its host knows it.
 *
 * @param domain the administrative domain of the host
 * @param monitoring where readings are sent to, null where nobody said
 */
public record Answers(VeeId vee, String domain, @Nullable String monitoring, List<Plug> plugs) {
    /** The most that one guest may be told, in UTF-8. */
    public static final int MOST_BYTES = 256 << 10;

    /** The settings by key, in their order. */
    public Map<String, String> of(List<Setting> settings) throws Unanswered {
        var values = new LinkedHashMap<String, String>();
        for (var setting : settings) {
            var text = new StringBuilder();
            for (var part : setting.parts()) {
                switch (part) {
                    case Setting.Text(var words) -> text.append(words);
                    case Resolved question -> text.append(answer(setting, question));
                }
            }
            values.put(fit(setting.key(), setting.key()), fit(setting.key(), text.toString()));
        }
        return values;
    }

    private String answer(Setting setting, Resolved question) throws Unanswered {
        if (isAboutAnother(question)) {
            throw new Unanswered("setting `" + setting.key() + "` asks for another VEE, which is not known yet");
        }
        return switch (question.question()) {
            case ID -> String.valueOf(vee.ordinal());
            case SERVICE -> vee.service().name();
            case DOMAIN -> domain;
            case MONITORING -> {
                if (monitoring == null) {
                    throw new Unanswered("setting `" + setting.key() + "` asks where readings are sent to, and this"
                            + " host was not told");
                }
                yield monitoring;
            }
            case IP, IPS, ENTRY -> plug(setting, question).address();
            case NETMASK -> plug(setting, question).subnet().netmask();
            case GATEWAY -> {
                var gateway = plug(setting, question).gateway();
                yield gateway == null ? "" : gateway;
            }
            case DNS -> String.join(",", plug(setting, question).dns());
        };
    }

    private boolean isAboutAnother(Resolved question) {
        return (question.component() != null && !question.component().equals(vee.component()))
                || (question.replica() != 0 && question.replica() != vee.ordinal());
    }

    private Plug plug(Setting setting, Resolved question) throws Unanswered {
        for (var plug : plugs) {
            if (plug.network().equals(question.network())) {
                return plug;
            }
        }
        throw new Unanswered("setting `" + setting.key() + "` asks about network `" + question.network() + "`, which "
                + vee + " is not attached to");
    }

    /** UTF-8 has no way to write half a character. */
    private static String fit(String key, String text) throws Unanswered {
        if (text.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE)) {
            throw new Unanswered("setting `"
                    + key.codePoints()
                            .filter(c -> Character.getType(c) != Character.SURROGATE)
                            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    + "` has a lone surrogate, which is half a character");
        }
        return text;
    }
}
