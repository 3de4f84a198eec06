package io.reservoir.controller.whynot;

import io.reservoir.controller.image.Replay;
import io.reservoir.controller.image.ServiceImage;
import io.reservoir.controller.node.Circumstances;
import io.reservoir.controller.node.Inputs;
import io.reservoir.controller.node.ServiceMoment;
import io.reservoir.controller.observe.Addresses;
import io.reservoir.controller.plan.ReplicaValues;
import io.reservoir.controller.plan.Situation;
import io.reservoir.dsl.program.CheckedService;
import io.reservoir.model.decision.Decision;
import io.reservoir.model.decision.Variable;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.reading.Value;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.sla.SlaClasses;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A service as its ledger leaves it: where no node is asked, the inputs are those of the last recorded decision. */
public final class LastDecision {
    private LastDecision() {}

    /**
     * The service at the time of its last entry, with the inputs of the last decision about a variable. Hosts stand in
     * no ledger.
     *
     * @param program that of the last manifest of the entries
     * @return null if nothing was decided about the variable under that manifest
     */
    public static @Nullable ServiceMoment of(
            ServiceId service, List<Recorded> entries, CheckedService program, SlaClasses classes, Variable variable) {
        var image = ServiceImage.empty(service);
        Decision last = null;
        for (var recorded : entries) {
            image = Replay.apply(image, recorded);
            if (recorded.entry() instanceof Entry.Submitted) {
                last = null;
            }
            if (recorded.entry() instanceof Entry.Decided(var decisions, var states)) {
                for (var decision : decisions) {
                    last = decision.variable().equals(variable) ? decision : last;
                }
            }
        }
        if (last == null) {
            return null;
        }
        var situation = new Situation(
                program.spec(), classes, image, List.of(), Addresses.NONE, ReplicaValues.UNKNOWN, image.lastAt());
        return new ServiceMoment(program, classes, situation, inputs(last, program), Circumstances.NONE);
    }

    private static List<Value> inputs(Decision decision, CheckedService program) {
        var places = Inputs.of(decision.variable(), program).inputs();
        var inputs =
                new ArrayList<>(Collections.nCopies(program.inputs().size(), Value.unknown("it was not recorded")));
        for (var i = 0; i < Math.min(places.size(), decision.inputs().size()); i++) {
            inputs.set(places.get(i), decision.inputs().get(i).value());
        }
        return inputs;
    }
}
