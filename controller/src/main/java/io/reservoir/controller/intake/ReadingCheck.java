package io.reservoir.controller.intake;

import io.reservoir.controller.intake.Fault.Reason;
import io.reservoir.dsl.program.CheckedService;
import io.reservoir.model.reading.Reading;
import io.reservoir.model.service.Component;
import io.reservoir.model.service.Metric;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.unit.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The check of one reading: its first fault, field by field, or the reading in base units. */
final class ReadingCheck {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");
    private static final String NAME_IN_WORDS = "must be a letter or `_` followed by at most 63 letters, digits or `_`";
    private static final int UNIT_LENGTH = 32;

    private final Intake.Site site;
    private final Limits limits;
    private final MetricNames.Trial names;
    private final Suggestions suggestions;
    private final Instant now;
    private final int index;
    private final RawReading raw;

    sealed interface Result {}

    record Good(Reading reading) implements Result {}

    record Bad(Fault fault) implements Result {}

    ReadingCheck(
            Intake.Site site,
            Limits limits,
            MetricNames.Trial names,
            Suggestions suggestions,
            Instant now,
            int index,
            RawReading raw) {
        this.site = site;
        this.limits = limits;
        this.names = names;
        this.suggestions = suggestions;
        this.now = now;
        this.index = index;
        this.raw = raw;
    }

    Result check() {
        for (var field : raw.unreadable().entrySet()) {
            return bad(field.getKey().isEmpty() ? null : field.getKey(), Reason.MALFORMED, field.getValue());
        }
        if (raw.service() == null) {
            return missing("service");
        }
        if (!ServiceId.isValid(raw.service())) {
            return bad("service", Reason.NAME, "is not the name of a service");
        }
        var service = new ServiceId(raw.service());
        var program = site.program(service);
        if (program == null) {
            var message = suggestions.unknown("service", raw.service(), site::services);
            return bad("service", Reason.UNKNOWN_SERVICE, message);
        }
        return ofService(service, program);
    }

    private Result ofService(ServiceId service, CheckedService program) {
        var component = raw.component();
        if (component == null) {
            return missing("component");
        }
        var components =
                program.spec().components().stream().map(Component::name).toList();
        if (!components.contains(component)) {
            return NAME.matcher(component).matches()
                    ? bad(
                            "component",
                            Reason.UNKNOWN_COMPONENT,
                            suggestions.unknown("component", component, () -> components))
                    : bad("component", Reason.NAME, NAME_IN_WORDS);
        }
        var metric = raw.metric();
        if (metric == null) {
            return missing("metric");
        }
        if (!NAME.matcher(metric).matches()) {
            return bad("metric", Reason.NAME, NAME_IN_WORDS);
        }
        var replica = raw.replica();
        if (replica != null && (replica < 1 || replica > limits.replica())) {
            return bad("replica", Reason.REPLICA, "counts from 1 to " + limits.replica() + ", and is " + replica);
        }
        return ofMetric(service, component, metric, declared(program, component, metric));
    }

    private Result ofMetric(ServiceId service, String component, String metric, @Nullable Metric declared) {
        var typed = raw.value();
        if (typed == null) {
            return missing("value");
        }
        var unit = unit(declared);
        if (unit == null) {
            return bad("unit", Reason.UNIT, "is no unit that is known here, such as `ms`, `req/s`, `MB`, `%`");
        }
        if (declared != null && !declared.unit().dimension().equals(unit.dimension())) {
            return bad(
                    "unit",
                    Reason.UNIT,
                    "is " + unit.dimension().inWords() + ", but `" + metric + "(" + component + ")` is "
                            + declared.unit().dimension().inWords());
        }
        var value = unit.toBase(typed);
        if (!Double.isFinite(value)) {
            return bad("value", Reason.NOT_FINITE, "must be a finite number");
        }
        var at = raw.at() == null ? now : raw.at();
        if (at.isAfter(now.plus(limits.aheadOfNow()))) {
            return bad(
                    "at", Reason.FUTURE, "lies more than " + inWords(limits.aheadOfNow()) + " in the future of " + now);
        }
        if (at.isBefore(now.minus(limits.age()))) {
            return bad("at", Reason.TOO_OLD, "is more than " + inWords(limits.age()) + " older than " + now);
        }
        if (!names.add(service, component, metric)) {
            return bad(
                    "metric",
                    Reason.TOO_MANY_METRICS,
                    "is one too many: `" + component + "` sent " + limits.metricsOfComponent() + " metrics already");
        }
        var replica = raw.replica() == null ? Reading.SERVICE_LEVEL : raw.replica();
        return new Good(new Reading(service, metric, component, replica, value, at));
    }

    private static @Nullable Metric declared(CheckedService program, String component, String metric) {
        return program.spec().metrics().stream()
                .filter(m -> m.name().equals(metric) && m.component().equals(component))
                .findFirst()
                .orElse(null);
    }

    private @Nullable Unit unit(@Nullable Metric declared) {
        if (raw.unit() == null) {
            return declared == null ? Unit.ONE : declared.unit();
        }
        return raw.unit().length() > UNIT_LENGTH ? null : Unit.named(raw.unit());
    }

    private static String inWords(Duration duration) {
        return duration.toSeconds() % 60 == 0 ? duration.toMinutes() + " min" : duration.toSeconds() + " s";
    }

    private Bad missing(String field) {
        return bad(field, Reason.MISSING, "is missing");
    }

    private Bad bad(@Nullable String field, Reason reason, String message) {
        return new Bad(new Fault(index, field, reason, message));
    }
}
