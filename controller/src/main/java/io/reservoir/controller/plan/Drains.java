package io.reservoir.controller.plan;

import io.reservoir.controller.plan.ReplicaValues.Sample;
import io.reservoir.model.reading.Numbers;
import io.reservoir.model.service.Component;
import io.reservoir.model.service.DrainRule;
import io.reservoir.model.vee.Vee;
import io.reservoir.model.vee.VeePhase;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** VEEs that finish what they have begun before they are stopped: when that is over, and which of them stay after all. */
final class Drains {
    /** What was read before balancers can have heard of a drain does not say that nothing more comes. */
    static final Duration LEAST = Duration.ofSeconds(5);

    private Drains() {}

    /** Why a VEE that drains may stop now; null while it may not. What is unknown ends no drain before its time. */
    static @Nullable String over(Situation situation, Vee vee, Component component) {
        var rule = component.drain();
        if (rule == null) {
            return "its manifest lets it wait for nothing";
        }
        var sample = situation.replicaValues().sample(vee, rule.metric());
        if (sample != null && sample.value() <= rule.bound() && isOfTheDrain(sample, vee)) {
            return "it has drained, " + shown(rule, sample);
        }
        return situation.now().isBefore(vee.since().plus(rule.longest()))
                ? null
                : "it has drained for " + rule.longest().toSeconds() + " s, the most it may, " + shown(rule, sample);
    }

    private static boolean isOfTheDrain(Sample sample, Vee vee) {
        return !sample.at().isBefore(vee.since().plus(LEAST));
    }

    private static String shown(DrainRule rule, @Nullable Sample sample) {
        return rule.metric() + ": " + (sample == null ? "unknown" : Numbers.plain(sample.value()));
    }

    /** Those to take back, at most so many: the ones that began last, where they may still be, and as they are. */
    static List<Vee> toKeep(Situation situation, Component component, Misfits misfits, int most) {
        return situation.image().veesOf(component.name()).stream()
                .filter(vee -> vee.phase() == VeePhase.DRAINING)
                .filter(vee -> !situation.image().isInFlight(vee.id()))
                .filter(vee -> situation.allows(component, vee))
                .filter(vee -> !misfits.isToBeReplaced(vee))
                .sorted(Comparator.comparing(Vee::since).reversed().thenComparing(Vee::id))
                .limit(most)
                .toList();
    }
}
