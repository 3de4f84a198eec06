package io.reservoir.controller.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.controller.explain.Rederivation.Difference;
import io.reservoir.controller.node.NodeLedger;
import io.reservoir.model.decision.Decision;
import io.reservoir.model.decision.NamedValue;
import io.reservoir.model.decision.StageLine;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.reading.Value;
import io.reservoir.model.sla.SlaClasses;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class RederivationTest {
    private final List<Recorded> entries = NodeLedger.ofAnEventfulHour();

    private static Rederivation.Result verified(List<Recorded> entries) {
        return Rederivation.of(entries, entries.getFirst().service(), SlaClasses.SHIPPED);
    }

    /** The ledger with the last decision about a known input replaced. */
    private List<Recorded> forged(UnaryOperator<Decision> forger) {
        var forged = new ArrayList<>(entries);
        for (var i = forged.size() - 1; i >= 0; i--) {
            var recorded = forged.get(i);
            if (recorded.entry() instanceof Entry.Decided(var decisions, var states)
                    && decisions.getFirst().inputs().size() > 1
                    && decisions.getFirst().inputs().getFirst().value() instanceof Value.Known) {
                var others = new ArrayList<>(decisions);
                others.set(0, forger.apply(decisions.getFirst()));
                forged.set(
                        i,
                        new Recorded(
                                recorded.service(),
                                recorded.seq(),
                                recorded.epoch(),
                                recorded.at(),
                                new Entry.Decided(others, states)));
                return forged;
            }
        }
        throw new AssertionError("there is no such decision");
    }

    @Test
    void whatANodeRecordsFollowsFromTheRecord() {
        var result = verified(entries);

        assertThat(result.differences()).isEmpty();
        assertThat(result.decisions()).isGreaterThan(20);
    }

    @Test
    void tellsAnotherInput() {
        var result = verified(forged(decision -> {
            var inputs = new ArrayList<>(decision.inputs());
            inputs.set(0, new NamedValue(inputs.getFirst().name(), Value.known(7_777)));
            return decision.withInputs(inputs);
        }));

        assertThat(result.differences()).extracting(Difference::what).contains("stage 1", "Load(C1)");
        assertThat(result.differences())
                .extracting(Difference::seq)
                .hasSizeGreaterThan(1)
                .containsOnly(result.differences().getFirst().seq());
    }

    @Test
    void tellsAnotherStageAndAnotherTarget() {
        var result = verified(forged(decision -> {
            var lines = new ArrayList<>(decision.lines());
            var last = lines.removeLast();
            lines.add(new StageLine(last.stage(), last.text(), last.result() + 1, true));
            return new Decision(
                    decision.variable(),
                    decision.at(),
                    decision.from(),
                    decision.target() + 1,
                    decision.unmet(),
                    decision.authority(),
                    decision.source(),
                    decision.inputs(),
                    lines,
                    decision.notices());
        }));

        assertThat(result.differences()).extracting(Difference::what).hasSize(2).contains("target");
    }

    @Test
    void tellsInputsThatAreMissing() {
        var result = verified(forged(decision -> decision.withInputs(List.of())));

        assertThat(result.differences()).extracting(Difference::what).containsExactly("inputs");
    }

    @Test
    void recordsTheSamplesBehindAReading() {
        var inputs = entries.stream()
                .map(Recorded::entry)
                .filter(Entry.Decided.class::isInstance)
                .flatMap(entry -> ((Entry.Decided) entry).decisions().stream())
                .flatMap(decision -> decision.inputs().stream())
                .filter(input -> input.name().equals("RequestPerSecond(C1)") && input.value() instanceof Value.Known)
                .toList();

        assertThat(inputs).isNotEmpty().allSatisfy(input -> {
            assertThat(input.basis()).isNotNull();
            assertThat(input.basis().aggregation()).isEqualTo("average");
            assertThat(input.basis().replicas()).containsExactly(0);
            assertThat(input.basis().samples()).isBetween(1, 6);
            assertThat(input.basis().after()).isEqualTo(input.basis().until().minusSeconds(30));
        });
    }
}
