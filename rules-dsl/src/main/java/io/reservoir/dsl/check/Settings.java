package io.reservoir.dsl.check;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.problem.Suggestion;
import io.reservoir.dsl.syntax.Item;
import io.reservoir.dsl.syntax.Name;
import io.reservoir.dsl.syntax.Place;
import io.reservoir.dsl.syntax.SettingPart;
import io.reservoir.model.reading.Numbers;
import io.reservoir.model.service.Setting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Checks {@code set DB_HOST = ip(C2[1], RED)}: what a guest is told, parts of it known at deployment only. */
final class Settings {
    private static final int LONGEST_CHARS = 4_096;

    private final Scope scope;
    private final Measures measures;
    private final Problems problems;

    Settings(Scope scope, Measures measures, Problems problems) {
        this.scope = scope;
        this.measures = measures;
        this.problems = problems;
    }

    /** A setting; null, with an error, where a part of it means nothing. */
    @Nullable
    Setting setting(Item.Set item) {
        var parts = new ArrayList<Setting.Part>();
        for (var part : item.parts()) {
            var checked = part(part);
            if (checked == null) {
                return null;
            }
            parts.add(checked);
        }
        var chars = parts.stream()
                .mapToInt(part -> part instanceof Setting.Text(var text) ? text.length() : 0)
                .sum();
        if (chars > LONGEST_CHARS) {
            problems.error(Code.LIMIT, item.span(), "a setting has at most " + LONGEST_CHARS + " characters");
            return null;
        }
        return new Setting(item.key().text(), List.copyOf(parts));
    }

    private Setting.@Nullable Part part(SettingPart part) {
        return switch (part) {
            case SettingPart.Written(var text) -> new Setting.Text(text.value());
            case SettingPart.Amount(var quantity) -> {
                var number = measures.base(quantity);
                yield number == null ? null : new Setting.Text(Numbers.plain(number));
            }
            case SettingPart.Resolved resolved -> resolved(resolved);
        };
    }

    private Setting.@Nullable Part resolved(SettingPart.Resolved part) {
        var question = question(part);
        if (question == null) {
            return null;
        }
        var arguments = part.arguments();
        return switch (question) {
            case IP ->
                switch (arguments.size()) {
                    case 1 -> of(question, null, arguments.getFirst(), part);
                    case 2 -> of(question, arguments.getFirst(), arguments.getLast(), part);
                    default -> refused(part, "ip(C2[1], RED)");
                };
            case IPS, ENTRY ->
                arguments.size() == 2
                        ? of(question, arguments.getFirst(), arguments.getLast(), part)
                        : refused(part, part.function().lower() + "(C2, RED)");
            case NETMASK, GATEWAY, DNS ->
                arguments.size() == 1
                        ? of(question, null, arguments.getFirst(), part)
                        : refused(part, part.function().lower() + "(RED)");
            case DOMAIN, ID, SERVICE, MONITORING ->
                arguments.isEmpty()
                        ? new Setting.Resolved(question, null, 0, null)
                        : refused(part, part.function().lower() + "()");
        };
    }

    private Setting.@Nullable Part of(
            Setting.Question question, @Nullable Place component, Place network, SettingPart.Resolved part) {
        var isNetwork = scope.checkNetwork(network.name());
        if (component == null) {
            return isNetwork
                    ? new Setting.Resolved(question, null, 0, network.name().text())
                    : null;
        }
        var place = scope.component(component);
        if (place == null || !isNetwork) {
            return null;
        }
        if (place.isOneReplica() != (question == Setting.Question.IP)) {
            return refused(
                    part,
                    question == Setting.Question.IP
                            ? "ip(" + place.component() + "[1], "
                                    + network.name().text() + ")"
                            : part.function().lower() + "(" + place.component() + ", "
                                    + network.name().text() + ")");
        }
        return new Setting.Resolved(
                question, place.component(), place.replica(), network.name().text());
    }

    private Setting.@Nullable Part refused(SettingPart.Resolved part, String form) {
        problems.error(
                Code.SETTING,
                part.span(),
                Problems.quoted(part.function().text()) + " is not asked like that",
                "it is written `" + form + "`");
        return null;
    }

    private Setting.@Nullable Question question(SettingPart.Resolved part) {
        var name = part.function();
        var found = Arrays.stream(Setting.Question.values())
                .filter(question -> name.is(question.name()))
                .findFirst()
                .orElse(null);
        if (found == null) {
            problems.error(
                    Code.SETTING, name.span(), "a guest cannot be told " + Problems.quoted(name.text()), help(name));
        }
        return found;
    }

    private static String help(Name name) {
        var words = Arrays.stream(Setting.Question.values())
                .map(question -> question.name().toLowerCase(Locale.ROOT))
                .toList();
        var meant = Suggestion.nearest(name.text(), words);
        return meant == null
                ? "it can be told "
                        + String.join(", ", words.stream().map(Problems::quoted).toList())
                : "did you mean " + Problems.quoted(meant) + "?";
    }
}
