package io.reservoir.controller.api.backend;

import io.reservoir.controller.image.Entries;
import io.reservoir.controller.image.Replay;
import io.reservoir.controller.image.ServiceImage;
import io.reservoir.dsl.Rsl;
import io.reservoir.dsl.program.CheckedService;
import io.reservoir.dsl.program.Term;
import io.reservoir.model.decision.Decision;
import io.reservoir.model.decision.Variable;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.port.Ledger;
import io.reservoir.model.service.ServiceId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A service as its ledger tells it, without its owner.
 *
 * @param program null before its first manifest, and where that does not compile any more
 * @param latest the last recorded decision of each variable
 */
public record Told(ServiceImage image, @Nullable CheckedService program, SortedMap<Variable, Decision> latest) {
    /** Reads its whole ledger. */
    public static Told of(Ledger ledger, ServiceId service) {
        return new Told(ServiceImage.empty(service), null, Collections.emptySortedMap()).caughtUp(ledger);
    }

    /** The same with what was appended since. */
    public Told caughtUp(Ledger ledger) {
        var decisions = new TreeMap<>(latest);
        var now = Entries.fold(ledger::read, image.id(), image.lastSeq(), image, (before, recorded) -> {
            if (recorded.entry() instanceof Entry.Decided(var decided, var states)) {
                decided.forEach(decision -> decisions.put(decision.variable(), decision));
            } else if (recorded.entry() instanceof Entry.Undeployed) {
                decisions.clear();
            }
            return Replay.apply(before, recorded);
        });
        if (now.lastSeq() == image.lastSeq()) {
            return this;
        }
        return new Told(now, now.manifestSeq() == image.manifestSeq() ? program : compiled(now.manifest()), decisions);
    }

    private static @Nullable CheckedService compiled(Entry.@Nullable Submitted manifest) {
        return manifest == null
                ? null
                : Rsl.compile(manifest.file(), manifest.text()).service();
    }

    /** The most replicas by statements that say a plain number; what others say, only an evaluation knows. */
    private static Map<String, Integer> maxima(CheckedService program) {
        var maxima = new HashMap<String, Integer>();
        for (var assignment : program.assignments()) {
            var max = assignment.max();
            if (assignment.target().kind() == Variable.Kind.REPLICAS
                    && max != null
                    && max.root() instanceof Term.Constant(var index)) {
                maxima.merge(
                        assignment.target().component(),
                        program.constants().get(index).intValue(),
                        Math::max);
            }
        }
        return maxima;
    }

    /** What is known of the service by that; null where there is none. Its age is not asked for where now is null. */
    public @Nullable Known known(@Nullable Instant now) {
        if (program == null) {
            return null;
        }
        var age = now == null ? null : Duration.between(image.lastAt(), now);
        return new Known(
                image,
                program,
                List.copyOf(latest.values()),
                maxima(program),
                age != null && age.isNegative() ? Duration.ZERO : age);
    }
}
