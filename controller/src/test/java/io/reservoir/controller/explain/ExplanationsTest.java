package io.reservoir.controller.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.controller.api.view.EntryView;
import io.reservoir.controller.explain.Explanation.PlanOutcome;
import io.reservoir.controller.explain.Explanation.StepOutcome;
import io.reservoir.model.decision.Variable;
import io.reservoir.model.port.Ledger;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ExplanationsTest {
    private static final Variable C1 = Variable.replicas("C1");

    private final Ledger ledger = ShopLedger.written();
    private final EntrySource entries = EntrySource.of(ledger, ShopLedger.SHOP);

    private @Nullable Explanation at(int second) {
        return Explanations.of(ledger, ShopLedger.SHOP, C1, ShopLedger.NOON.plusSeconds(second));
    }

    private static PlanOutcome plan(@Nullable Explanation explanation) {
        return Objects.requireNonNull(Objects.requireNonNull(explanation).plan());
    }

    @Test
    void findsTheDecisionThatWasInForceAtATime() {
        assertThat(at(299)).extracting(e -> e.decision().target()).isEqualTo(2.0);
        assertThat(at(300)).extracting(e -> e.decision().target()).isEqualTo(4.0);
    }

    @Test
    void findsTheNewestWhereNoTimeIsSaid() {
        var newest = Explanations.of(ledger, ShopLedger.SHOP, C1, null);
        assertThat(newest).extracting(e -> e.decision().seq()).isEqualTo(32L);
    }

    @Test
    void findsNothingBeforeTheFirstDecision() {
        assertThat(at(14)).isNull();
        assertThat(Explanations.of(ledger, ShopLedger.SHOP, new Variable(Variable.Kind.CPU, "C1"), null))
                .isNull();
    }

    @Test
    void namesTheManifestAndTheLineOfTheStatement() {
        var explanation = Objects.requireNonNull(at(30));
        assertThat(explanation.manifestSeq()).isEqualTo(1);
        assertThat(explanation.sourceLine()).isEqualTo("Replicas(C1) = RequestPerSecond(C1) / 500");
    }

    @Test
    void followsEachStepUntilItsVeeHasSettled() {
        var plan = plan(at(30));
        assertThat(plan.together()).isTrue();
        assertThat(plan.otherSteps()).isEqualTo(1);
        assertThat(plan.steps())
                .extracting(StepOutcome::outcome)
                .containsExactly("ready after 42 s", "failed after 2 min 2 s: it did not become ready in time");
        assertThat(plan.steps().getFirst().entries())
                .extracting(EntryView::seq)
                .containsExactly(5L, 7L, 8L, 9L, 13L, 15L);
    }

    @Test
    void tellsOnlyNotesAboutTheComponent() {
        assertThat(plan(at(300)).notes()).containsExactly("C1: 2 owned of at most 4, so 2 of 3 are started");
    }

    @Test
    void tellsALaterPlanWhereNoneWasCommittedTogether() {
        var held = Explanations.of(ledger, ShopLedger.SHOP, Variable.replicas("C2"), null);
        var plan = plan(held);
        assertThat(plan.together()).isFalse();
        assertThat(plan.steps()).isEmpty();
        assertThat(plan.notes()).containsExactly("C2: launch breaker open");
    }

    @Test
    void seesThatAVeeThatNeverWasPlacedIsGoneAtOnce() {
        assertThat(plan(at(3_000)).steps())
                .extracting(StepOutcome::outcome)
                .containsExactly("gone at once: it was never placed", "gone after 22 s");
    }

    @Test
    void takesTheLastLifeOfAReplicaUnlessOneIsNamed() {
        assertThat(Explanations.ofVee(entries, "C1[2]", null, null))
                .extracting(VeeExplanation::vee)
                .isEqualTo("Shop/C1[2]#2");
        assertThat(Explanations.ofVee(entries, "C1[2]", 1, null))
                .extracting(VeeExplanation::vee)
                .isEqualTo("Shop/C1[2]#1");
        assertThat(Explanations.ofVee(entries, "C1[2]", null, ShopLedger.NOON.plusSeconds(140)))
                .extracting(VeeExplanation::vee)
                .isEqualTo("Shop/C1[2]#1");
    }

    @Test
    void knowsNoVeeThatNeverWas() {
        assertThat(Explanations.ofVee(entries, "C1[9]", null, null)).isNull();
        assertThat(Explanations.ofVee(entries, "C1[1]", 2, null)).isNull();
    }

    @Test
    void leadsFromAnEndedCallOverItsClaimAndPlanToTheManifest() {
        var entry = Objects.requireNonNull(Explanations.ofEntry(entries, 7));
        assertThat(entry.cameFrom()).extracting(EntryView::seq).containsExactly(5L, 4L, 1L);
        assertThat(entry.decisions()).extracting(e -> e.decision().seq()).containsExactly(3L);
    }

    @Test
    void knowsNoEntryBeyondTheLast() {
        assertThat(Explanations.ofEntry(entries, 41)).isNull();
        assertThat(Explanations.ofEntry(entries, 40)).isNotNull();
    }

    @Test
    void readsALedgerInPagesOfAnySize() {
        EntrySource oneByOne = afterSeq -> ledger.read(ShopLedger.SHOP, afterSeq, 1).stream()
                .map(EntryView::of)
                .toList();
        assertThat(Explanations.of(oneByOne, C1, null)).isEqualTo(Explanations.of(entries, C1, null));
    }
}
