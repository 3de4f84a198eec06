package io.reservoir.controller.api.view;

import io.reservoir.controller.image.Lifecycle;
import io.reservoir.controller.image.ServiceImage;
import io.reservoir.dsl.program.CheckedService;
import io.reservoir.model.decision.Decision;
import io.reservoir.model.decision.Variable;
import io.reservoir.model.service.Component;
import io.reservoir.model.vee.VeePhase;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A service as it stands.
 *
 * @param manifestSeq the ledger entry of the manifest in force: its version
 * @param lastSeq the last ledger entry that is in this view
 * @param variables the last evaluation of everything that a statement may set; empty before the first one
 * @param ageSeconds how old the last entry is, where the ledger tells all this because the service's owner is away; null
 *     where its owner does
 */
public record ServiceView(
        String service,
        Lifecycle lifecycle,
        long manifestSeq,
        long lastSeq,
        Instant lastAt,
        List<ComponentView> components,
        List<VariableView> variables,
        @Nullable Long ageSeconds) {

    /**
     * What is known of a service.
     *
     * @param latest the last evaluation of each variable
     * @param maxima the most VEEs that each component may own; where one is not there yet, the manifest's word counts
     * @param age of the last entry, where the owner is away
     */
    public static ServiceView of(
            ServiceImage image,
            CheckedService program,
            Collection<Decision> latest,
            Map<String, Integer> maxima,
            @Nullable Duration age) {
        return new ServiceView(
                image.id().name(),
                image.lifecycle(),
                image.manifestSeq(),
                image.lastSeq(),
                image.lastAt(),
                program.spec().components().stream()
                        .map(component -> component(image, component, maxima))
                        .toList(),
                latest.stream().map(VariableView::of).toList(),
                age == null ? null : age.toSeconds());
    }

    private static ComponentView component(ServiceImage image, Component component, Map<String, Integer> maxima) {
        Map<VeePhase, Integer> count = new EnumMap<>(VeePhase.class);
        var vees = image.veesOf(component.name());
        vees.forEach(vee -> count.merge(vee.phase(), 1, Integer::sum));
        return new ComponentView(
                component.name(),
                SizeView.of(component.size()),
                component.slaClass(),
                target(image, component.name()),
                component.bounds().minOrDefault(),
                maxima.getOrDefault(component.name(), component.bounds().maxOrDefault()),
                vees.size(),
                count.getOrDefault(VeePhase.READY, 0),
                count.getOrDefault(VeePhase.STARTING, 0),
                count.getOrDefault(VeePhase.PENDING, 0),
                count.getOrDefault(VeePhase.HELD, 0),
                count.getOrDefault(VeePhase.DRAINING, 0),
                count.getOrDefault(VeePhase.STOPPING, 0),
                count.getOrDefault(VeePhase.FAILED, 0),
                count.getOrDefault(VeePhase.UNKNOWN, 0));
    }

    private static @Nullable Integer target(ServiceImage image, String component) {
        var state = image.states().get(Variable.replicas(component));
        return state == null ? null : (int) state.current();
    }
}
