package io.reservoir.controller.api.operation;

import io.reservoir.controller.api.http.Parameter;
import io.reservoir.controller.api.http.Parameter.Shape;
import io.reservoir.controller.api.view.ViewJson;
import io.reservoir.model.decision.Variable;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.site.HostId;
import io.reservoir.model.vee.Verb;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The parameters that operations share. */
final class Params {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,63}");
    private static final Pattern CALL = Pattern.compile("([A-Za-z]+)\\(([A-Za-z_][A-Za-z0-9_-]{0,63})\\)");
    private static final Pattern WHOLE = Pattern.compile("\\d{1,18}");
    private static final Pattern FILE = Pattern.compile("[\\p{L}\\p{N}._@ /-]{1,200}");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,62}");
    private static final List<Verb> VERBS =
            List.of(Verb.PAUSE, Verb.RESUME, Verb.SUSPEND, Verb.SHUTDOWN, Verb.ACTIVATE, Verb.DESTROY);

    static final Parameter<ServiceId> SERVICE = Parameter.path(
            "service",
            "the name of a service: a letter, and at most 63 letters, digits, `_` or `-`",
            Shape.text("^[A-Za-z][A-Za-z0-9_-]{0,63}$", "WebShop"),
            Params::service);

    static final Parameter<String> COMPONENT = Parameter.path(
            "component", "the name of a component", Shape.text("^[A-Za-z_][A-Za-z0-9_-]{0,63}$", "C1"), Params::name);

    static final Parameter<Integer> ORDINAL = Parameter.path(
            "ordinal",
            "the number of a replica, from 1",
            new Shape("integer", "int32", null, 1L, 999_999_999L, "1"),
            text -> {
                var number = within(text, 1, 999_999_999);
                return number == null ? null : number.intValue();
            });

    static final Parameter<Verb> VERB = Parameter.path(
            "verb",
            "one of " + VERBS.stream().map(ViewJson::word).collect(Collectors.joining(", ")),
            Shape.text("^(" + VERBS.stream().map(ViewJson::word).collect(Collectors.joining("|")) + ")$", "pause"),
            text -> VERBS.stream()
                    .filter(verb -> ViewJson.word(verb).equals(text))
                    .findFirst()
                    .orElse(null));

    static final Parameter<HostId> TO = Parameter.query(
                    "to",
                    "the name of the host to move to: at most 63 letters, digits and `-`",
                    Shape.text("^[A-Za-z0-9][A-Za-z0-9-]{0,62}$", "h2"),
                    text -> HOST.matcher(text).matches() ? new HostId(text) : null)
            .asRequired();

    static final Parameter<ServiceId> ONLY_SERVICE = Parameter.query(
            "service",
            "the name of a service",
            Shape.text("^[A-Za-z][A-Za-z0-9_-]{0,63}$", "WebShop"),
            Params::service);

    static final Parameter<String> ONLY_COMPONENT = Parameter.query(
            "component", "the name of a component", Shape.text("^[A-Za-z_][A-Za-z0-9_-]{0,63}$", "C1"), Params::name);

    static final Parameter<String> FILE_NAME = Parameter.query(
            "file",
            "what the file is called, for messages: letters, digits, blanks and `._@/-`, at most 200",
            Shape.text("^[\\p{L}\\p{N}._@ /-]{1,200}$", "shop.rsl"),
            text -> FILE.matcher(text).matches() ? text : null);

    static final Parameter<Variable> VARIABLE = Parameter.query(
                    "variable",
                    "what is to be explained, such as `Replicas(C1)`, `CPU(C1)` or `Memory(C1)`",
                    Shape.text("^(Replicas|CPU|Memory)\\([A-Za-z_][A-Za-z0-9_-]{0,63}\\)$", "Replicas(C1)"),
                    Params::variable)
            .asRequired();

    static final Parameter<Long> AFTER = seq("after", "a sequence number, from 0; entries after it are meant", 0);

    static final Parameter<Long> BEFORE = seq("before", "a sequence number, from 1; entries before it are meant", 1);

    private Params() {}

    static Parameter<Integer> limit(int most) {
        return count("limit", "how many at most", 1, most, "50");
    }

    static Parameter<Integer> count(String name, String description, int least, int most, String example) {
        return Parameter.query(
                name,
                description + ", " + least + " to " + most,
                new Shape("integer", "int32", null, (long) least, (long) most, example),
                text -> {
                    var number = within(text, least, most);
                    return number == null ? null : number.intValue();
                });
    }

    static Parameter<Instant> time(String name, String description) {
        return Parameter.query(
                name,
                description,
                new Shape("string", "date-time", null, null, null, "2026-01-31T12:00:00Z"),
                Params::instant);
    }

    private static @Nullable Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    static Parameter<Long> seq(String name, String description, long least) {
        return Parameter.query(
                name,
                description,
                new Shape("integer", "int64", null, least, null, "100"),
                text -> within(text, least, Long.MAX_VALUE));
    }

    private static @Nullable Long within(String text, long least, long most) {
        if (!WHOLE.matcher(text).matches()) {
            return null;
        }
        var number = Long.parseLong(text);
        return number < least || number > most ? null : number;
    }

    private static @Nullable Variable variable(String text) {
        var match = CALL.matcher(text);
        if (match.matches()) {
            for (var kind : Variable.Kind.values()) {
                if (kind.word().equalsIgnoreCase(match.group(1))) {
                    return new Variable(kind, match.group(2));
                }
            }
        }
        return null;
    }

    private static @Nullable ServiceId service(String text) {
        return ServiceId.isValid(text) ? new ServiceId(text) : null;
    }

    private static @Nullable String name(String text) {
        return NAME.matcher(text).matches() ? text : null;
    }
}
