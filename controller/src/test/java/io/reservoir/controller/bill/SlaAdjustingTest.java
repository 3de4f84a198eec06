package io.reservoir.controller.bill;

import static io.reservoir.controller.bill.History.GOLD;
import static io.reservoir.controller.bill.History.STANDARD;
import static io.reservoir.controller.bill.History.size;
import static io.reservoir.controller.bill.History.vee;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.reservoir.controller.bill.Statement.Adjustment;
import io.reservoir.controller.sla.Promise;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.sla.SlaClasses;
import io.reservoir.model.vee.VeePhase;
import io.reservoir.model.vee.VeeState;
import io.reservoir.rules.policy.PolicyCompiler;
import io.reservoir.rules.policy.PolicyRules;
import io.reservoir.rules.policy.RuleFile;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Credits and surcharges, each to the cent. */
class SlaAdjustingTest {
    private static final Instant MARCH = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant APRIL = Instant.parse("2026-04-01T00:00:00Z");
    private static final Instant MAY = Instant.parse("2026-05-01T00:00:00Z");

    private final History history =
            new History().submitted(MARCH, Map.of("web", GOLD)).recorded(MARCH, new Entry.Activated());

    private static @Nullable PolicyRules shippedOnly(String hash) {
        return hash.equals(PolicyCompiler.shipped().hash()) ? PolicyCompiler.shipped() : null;
    }

    /** One VEE of a Gold component that is to have one, from 1 March on. */
    private SlaAdjustingTest running() {
        return web(VeePhase.READY, VeeState.ACTIVE, "2026-03-01T00:00:00Z");
    }

    private SlaAdjustingTest down(String from, String to) {
        return web(VeePhase.FAILED, VeeState.SHUTOFF, from).web(VeePhase.READY, VeeState.ACTIVE, to);
    }

    private SlaAdjustingTest web(VeePhase phase, VeeState state, String since) {
        var at = Instant.parse(since);
        history.changed(at, vee("web", 1), phase, state, size(2, 4, 10), at);
        return this;
    }

    private Billed billed(Instant from, Instant to, Function<String, @Nullable PolicyRules> policies) {
        var adjusting = new SlaAdjusting(
                submitted -> Map.of("web", new Promise("Gold", 0.999, 1)), SlaClasses.SHIPPED, policies);
        return history.billed(List.of(STANDARD), adjusting, new Period(from, to), to);
    }

    private Statement statement(Instant from, Instant to) {
        return (Statement) billed(from, to, SlaAdjustingTest::shippedOnly);
    }

    private static PolicyRules policy(String then) {
        var text = """
                package operator
                import io.reservoir.rules.policy.*
                import io.reservoir.rules.policy.Adjustment.*
                rule "ours" when $v : Violation() then %s end
                """.formatted(then);
        return switch (PolicyCompiler.compile(List.of(new RuleFile("ours.drl", text)), "ops")) {
            case PolicyCompiler.Compilation.Compiled(var rules) -> rules;
            case PolicyCompiler.Compilation.Refused(var diagnostics) -> throw new AssertionError(diagnostics);
        };
    }

    @Test
    void anHourOfOutageGivesGoldTenPercentOfItsMonthBack() {
        running().down("2026-03-10T10:00:00Z", "2026-03-10T11:00:00Z");
        var statement = statement(MARCH, APRIL);

        // 743 h of a VEE at 0.01, 2 vCPU at 0.02, 4 GB at 0.005 and 10 GB of disk at 0.0001, all times 1.3:
        // 9.659 + 38.636 + 19.318 + 0.9659 = 68.5789, of which a tenth is 6.85789
        assertThat(statement.adjustments()).singleElement().satisfies(credit -> {
            assertThat(credit.kind()).isEqualTo(Adjustment.Kind.CREDIT);
            assertThat(credit.base()).isEqualByComparingTo("68.5789");
            assertThat(credit.amount()).isEqualTo("-6.86");
            assertThat(credit.share()).isEqualByComparingTo("0.1");
            assertThat(credit.badMinutes()).isEqualTo(60);
            assertThat(credit.owedMinutes()).isEqualTo(31 * 24 * 60);
            assertThat(credit.reason()).isEqualTo("available 99.866 % of the owed time, below 99.9 %");
            assertThat(credit.rule()).isEqualTo("credit by the table of the class");
            assertThat(credit.author()).isEqualTo("reservoir");
            assertThat(credit.policy()).isEqualTo(PolicyCompiler.shipped().hash());
            assertThat(credit.entries()).containsExactly(new SeqRange(4, 5));
        });
        // 9.66 + 38.64 + 19.32 + 0.97 − 6.86
        assertThat(statement.total()).isEqualTo("61.73");
        assertThat(StatementText.of(statement)).contains("credit 2026-03").contains("-6.86");
        assertThat(StatementText.withEntries(statement))
                .contains("web credit 2026-03, Gold: 10 % of 68.579 = -6.86 EUR: available 99.866 % of the owed time, "
                        + "below 99.9 %; 60 bad and 0 unknown of 44640 owed minutes; rule `credit by the table of the "
                        + "class` of reservoir, policy ");
    }

    @Test
    void theDeepestLineOfTheTableCountsAndCreditsAreNotAdded() {
        running().down("2026-03-10T00:00:00Z", "2026-03-10T12:00:00Z");
        assertThat(statement(MARCH, APRIL).adjustments())
                .singleElement()
                .satisfies(credit -> assertThat(credit.share()).isEqualByComparingTo("0.3"));

        down("2026-03-20T00:00:00Z", "2026-03-22T00:00:00Z");
        var lost = statement(MARCH, APRIL);
        assertThat(lost.adjustments())
                .singleElement()
                .satisfies(credit -> assertThat(credit.share()).isEqualByComparingTo("1"));
        assertThat(lost.adjustments().getFirst().amount().negate())
                .isEqualTo(lost.adjustments().getFirst().base().setScale(2, RoundingMode.HALF_UP));
    }

    @Test
    void aMonthThatWasKeptGivesNothingBack() {
        // 44 of 44,640 minutes: 99.9014 %
        running().down("2026-03-10T10:00:00Z", "2026-03-10T10:44:00Z");
        assertThat(statement(MARCH, APRIL).adjustments()).isEmpty();

        down("2026-03-11T10:00:00Z", "2026-03-11T10:01:00Z");
        assertThat(statement(MARCH, APRIL).adjustments())
                .as("one minute more: 99.8992 %")
                .hasSize(1);
    }

    @Test
    void aMonthsCreditIsOfThatMonthsCharges() {
        running().down("2026-03-10T10:00:00Z", "2026-03-10T11:00:00Z");

        assertThat(statement(MARCH, MAY).adjustments())
                .isEqualTo(statement(MARCH, APRIL).adjustments());
        assertThat(statement(APRIL, MAY).adjustments()).isEmpty();
        var half = statement(MARCH, Instant.parse("2026-03-16T00:00:00Z"));
        assertThat(half.adjustments().getFirst().base()).isLessThan(new BigDecimal("34.3"));
    }

    @Test
    void thePolicyThatWasInForceAtTheEndOfTheMonthCounts() {
        running().down("2026-03-10T10:00:00Z", "2026-03-10T11:00:00Z");
        var ours = policy("insert( new Credit( new java.math.BigDecimal( \"0.5\" ), \"ours\" ) );"
                + " insert( new Surcharge( new java.math.BigDecimal( \"0.02\" ), \"paper\" ) );");
        history.recorded(Instant.parse("2026-03-20T00:00:00Z"), new Entry.PolicyInForce(ours.hash(), "ops"));
        history.recorded(Instant.parse("2026-04-02T00:00:00Z"), new Entry.PolicyInForce("later", "ops"));
        Function<String, @Nullable PolicyRules> known = hash -> hash.equals(ours.hash()) ? ours : null;
        var statement = (Statement) billed(MARCH, APRIL, known);

        // half of 68.5789, and two hundredths of it
        assertThat(statement.adjustments())
                .extracting(Adjustment::kind, a -> a.amount().toPlainString(), Adjustment::rule, Adjustment::author)
                .containsExactly(
                        tuple(Adjustment.Kind.CREDIT, "-34.29", "ours", "ops"),
                        tuple(Adjustment.Kind.SURCHARGE, "1.37", "ours", "ops"));
        assertThat(statement.total()).isEqualTo("35.67");
    }

    @Test
    void aPolicyThatIsNotKnownOrFailsGivesNoBillRatherThanAWrongOne() {
        running().down("2026-03-10T10:00:00Z", "2026-03-10T11:00:00Z");
        var failing = policy("Integer.parseInt( \"x\" );");
        history.recorded(Instant.parse("2026-03-20T00:00:00Z"), new Entry.PolicyInForce(failing.hash(), "ops"));

        assertThat(billed(MARCH, APRIL, SlaAdjustingTest::shippedOnly)).isEqualTo(new Unrated.NoPolicy(failing.hash()));
        assertThat(billed(MARCH, APRIL, hash -> failing))
                .isInstanceOfSatisfying(
                        Unrated.PolicyStuck.class,
                        stuck -> assertThat(stuck.told())
                                .startsWith("policy rule `ours` failed: NumberFormatException"));
    }

    @Test
    void theSameLedgerGivesTheSameBillTwice() {
        running().down("2026-03-10T10:00:00Z", "2026-03-10T11:00:00Z");

        assertThat(statement(MARCH, APRIL)).isEqualTo(statement(MARCH, APRIL));
    }
}
