package io.reservoir.controller.intake;

import io.reservoir.controller.intake.Fault.Reason;
import io.reservoir.model.reading.Reading;
import io.reservoir.model.service.Component;
import io.reservoir.model.service.Metric;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.service.ServiceSpec;
import io.reservoir.model.unit.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The check of the readings of a batch: the first fault of each, field by field, or the reading in base units. */
final class ReadingCheck {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");
    private static final String NAME_IN_WORDS = "must be a letter or `_` followed by at most 63 letters, digits or `_`";
    private static final int UNIT_LENGTH = 32;

    private final Intake.Site site;
    private final Limits limits;
    private final MetricNames.Trial names;
    private final Suggestions suggestions;
    private final Instant now;
    private final Instant oldest;
    private final Instant latest;

    sealed interface Result {}

    record Good(Reading reading) implements Result {}

    record Bad(Fault fault) implements Result {}

    ReadingCheck(Intake.Site site, Limits limits, MetricNames.Trial names, Suggestions suggestions, Instant now) {
        this.site = site;
        this.limits = limits;
        this.names = names;
        this.suggestions = suggestions;
        this.now = now;
        oldest = now.minus(limits.age());
        latest = now.plus(limits.aheadOfNow());
    }

    /** Checks one. What is wrong is told of the reading of that number in the batch. */
    Result check(int index, RawReading raw) {
        for (var field : raw.unreadable().entrySet()) {
            return bad(index, field.getKey().isEmpty() ? null : field.getKey(), Reason.MALFORMED, field.getValue());
        }
        if (raw.service() == null) {
            return missing(index, "service");
        }
        if (!ServiceId.isValid(raw.service())) {
            return bad(index, "service", Reason.NAME, "is not the name of a service");
        }
        var service = new ServiceId(raw.service());
        var program = site.program(service);
        if (program == null) {
            var message = suggestions.unknown("service", raw.service(), site::services);
            return bad(index, "service", Reason.UNKNOWN_SERVICE, message);
        }
        return ofService(index, raw, service, program.spec());
    }

    private Result ofService(int index, RawReading raw, ServiceId service, ServiceSpec spec) {
        var component = raw.component();
        if (component == null) {
            return missing(index, "component");
        }
        if (spec.findComponent(component) == null) {
            return NAME.matcher(component).matches()
                    ? bad(
                            index,
                            "component",
                            Reason.UNKNOWN_COMPONENT,
                            suggestions.unknown("component", component, () -> names(spec)))
                    : bad(index, "component", Reason.NAME, NAME_IN_WORDS);
        }
        var metric = raw.metric();
        if (metric == null) {
            return missing(index, "metric");
        }
        var declared = spec.findMetric(component, metric);
        if (declared == null && !NAME.matcher(metric).matches()) {
            return bad(index, "metric", Reason.NAME, NAME_IN_WORDS);
        }
        var replica = raw.replica();
        if (replica != null && (replica < 1 || replica > limits.replica())) {
            return bad(
                    index, "replica", Reason.REPLICA, "counts from 1 to " + limits.replica() + ", and is " + replica);
        }
        return ofMetric(index, raw, service, component, metric, declared);
    }

    private static List<String> names(ServiceSpec spec) {
        return spec.components().stream().map(Component::name).toList();
    }

    private Result ofMetric(
            int index, RawReading raw, ServiceId service, String component, String metric, @Nullable Metric declared) {
        var typed = raw.value();
        if (typed == null) {
            return missing(index, "value");
        }
        var unit = unit(raw, declared);
        if (unit == null) {
            return bad(index, "unit", Reason.UNIT, "is no unit that is known here, such as `ms`, `req/s`, `MB`, `%`");
        }
        if (declared != null && !declared.unit().dimension().equals(unit.dimension())) {
            return bad(
                    index,
                    "unit",
                    Reason.UNIT,
                    "is " + unit.dimension().inWords() + ", but `" + metric + "(" + component + ")` is "
                            + declared.unit().dimension().inWords());
        }
        var value = unit.toBase(typed);
        if (!Double.isFinite(value)) {
            return bad(index, "value", Reason.NOT_FINITE, "must be a finite number");
        }
        var at = raw.at() == null ? now : raw.at();
        if (at.isAfter(latest)) {
            return bad(
                    index,
                    "at",
                    Reason.FUTURE,
                    "lies more than " + inWords(limits.aheadOfNow()) + " in the future of " + now);
        }
        if (at.isBefore(oldest)) {
            return bad(index, "at", Reason.TOO_OLD, "is more than " + inWords(limits.age()) + " older than " + now);
        }
        if (!names.add(service, component, metric)) {
            return bad(
                    index,
                    "metric",
                    Reason.TOO_MANY_METRICS,
                    "is one too many: `" + component + "` sent " + limits.metricsOfComponent() + " metrics already");
        }
        var replica = raw.replica() == null ? Reading.SERVICE_LEVEL : raw.replica();
        return new Good(new Reading(service, metric, component, replica, value, at));
    }

    private static @Nullable Unit unit(RawReading raw, @Nullable Metric declared) {
        if (raw.unit() == null) {
            return declared == null ? Unit.ONE : declared.unit();
        }
        return raw.unit().length() > UNIT_LENGTH ? null : Unit.named(raw.unit());
    }

    private static String inWords(Duration duration) {
        return duration.toSeconds() % 60 == 0 ? duration.toMinutes() + " min" : duration.toSeconds() + " s";
    }

    private static Bad missing(int index, String field) {
        return bad(index, field, Reason.MISSING, "is missing");
    }

    private static Bad bad(int index, @Nullable String field, Reason reason, String message) {
        return new Bad(new Fault(index, field, reason, message));
    }
}
