package io.reservoir.controller.node;

import io.reservoir.controller.decide.Oversight;
import io.reservoir.controller.plan.Situation;
import io.reservoir.model.decision.Evaluation;
import io.reservoir.model.decision.Variable;
import io.reservoir.model.reading.Numbers;
import io.reservoir.model.reading.Value;
import io.reservoir.model.service.Component;
import io.reservoir.model.service.ContractBound;
import io.reservoir.model.sla.BurnRates;
import io.reservoir.model.vee.Vee;
import io.reservoir.model.vee.VeePhase;
import io.reservoir.rules.policy.HostStanding;
import io.reservoir.rules.policy.Judge;
import io.reservoir.rules.policy.Standing;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The facts about a component that policy goes by, and the bounds of its contract: pure. */
public final class Oversights {
    /** No policy has anything to say. */
    public static final Oversights SILENT = new Oversights(Judge.SILENT, Map.of());

    private final Judge judge;
    private final Map<String, BurnRates> burn;

    /**
     * What is known of a service.
     *
     * @param burn by component; one that is missing is unknown
     */
    public Oversights(Judge judge, Map<String, BurnRates> burn) {
        this.judge = judge;
        this.burn = burn;
    }

    Oversight of(Component component, Situation situation, Evaluation evaluation) {
        return new Oversight(
                judge,
                standing(component, situation),
                hosts(component, situation),
                over(component, situation, evaluation));
    }

    private Standing standing(Component component, Situation situation) {
        var image = situation.image();
        var slaClass = situation.classes().named(component.slaClass());
        var state = image.states().get(Variable.replicas(component.name()));
        var ready = image.veesOf(component.name()).stream()
                .filter(vee -> vee.phase() == VeePhase.READY)
                .count();
        return Standing.of(
                image.id().name(),
                component.name(),
                slaClass == null ? null : slaClass.name(),
                slaClass == null ? 0 : slaClass.priority(),
                burn.getOrDefault(component.name(), BurnRates.UNKNOWN),
                state == null ? component.bounds().initialOrDefault() : (int) state.current(),
                (int) ready,
                situation.now());
    }

    private static List<HostStanding> hosts(Component component, Situation situation) {
        var image = situation.image();
        return image.veesOf(component.name()).stream()
                .map(Vee::host)
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .map(host -> {
                    var breaker = image.hostBreakers().get(host);
                    var domain = situation.hosts().stream()
                            .filter(capacity -> capacity.host().equals(host))
                            .findFirst();
                    return new HostStanding(
                            host.name(),
                            domain.isPresent() ? domain.get().domain() : "",
                            breaker != null && breaker.isOpen(situation.now()));
                })
                .toList();
    }

    /** The contract bounds of a component that a reading of this evaluation is above. */
    private static List<String> over(Component component, Situation situation, Evaluation evaluation) {
        return situation.spec().contract().stream()
                .filter(bound -> bound.component().equals(component.name()))
                .flatMap(bound -> evaluation.inputs().stream()
                        .filter(input -> input.name().equals(nameOf(bound))
                                && input.value() instanceof Value.Known(var number)
                                && number > bound.value())
                        .map(input -> nameOf(bound) + " is above the contract's " + Numbers.plain(bound.value())
                                + ": its minutes are excluded from the SLA"))
                .toList();
    }

    private static String nameOf(ContractBound bound) {
        return bound.metric() + "(" + bound.component() + ")";
    }
}
