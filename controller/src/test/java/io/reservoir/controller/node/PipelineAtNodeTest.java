package io.reservoir.controller.node;

import static io.reservoir.controller.image.Story.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.controller.sim.FailurePlan;
import io.reservoir.model.decision.Authority;
import io.reservoir.model.decision.Decision;
import io.reservoir.model.decision.Notice;
import io.reservoir.model.decision.Variable;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.reading.Reading;
import io.reservoir.model.service.ServiceId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Stages that need more than one service, a tariff or real formulas: from the manifest to the ledger. */
class PipelineAtNodeTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String SHOP_WITH = """
            C1(1 CPU, 1 GB, 10 GB disk) { replicas max 20 }
            metric RequestPerSecond(C1) gauge req/s sum every 10 s
            Replicas(C1) = RequestPerSecond(C1) / 100
            """;

    private final NodeLab lab = new NodeLab();

    /**
     * A replica costs 0.002 + 0.024 + 0.004 + 10 · 0.0001 = 0.031 EUR an hour, and from the lab's noon of the 2nd of
     * March until April there are 708 hours: 21.95 EUR a replica.
     */
    @Test
    void aHardBudgetBoundsGrowthByTheStandardTariff() {
        lab.host("h1", 64, FailurePlan.NONE).running(SHOP_WITH + "budget 100 EUR per month hard\n");
        lab.run(MINUTE.multipliedBy(3), 950);
        var decision = latest();
        assertThat(decision.target()).isEqualTo(4);
        assertThat(decision.unmet()).isPositive();
        assertThat(decision.authority()).isEqualTo(Authority.QUOTA);
        assertThat(decision.because()).contains("of 100.00 EUR").contains("the budget is hard: grows to 4 at most");
        assertThat(notices(Notice.Code.BUDGET_REACHED)).hasSize(1);
    }

    @Test
    void aBudgetInAnotherCurrencyThanTheTariffLetsNothingGrow() {
        lab.host("h1", 64, FailurePlan.NONE).running(SHOP_WITH + "budget 100 USD per month hard\n");
        lab.run(MINUTE, 950);
        assertThat(latest().target()).isEqualTo(1);
        assertThat(latest().because()).contains("the budget is in USD and the tariff in EUR");
    }

    @Test
    void formulasReadThePriceOfAReplicaAndWhatIsLeftOfTheBudget() {
        lab.host("h1", 64, FailurePlan.NONE).running("""
                C1(1 CPU, 1 GB, 10 GB disk) { replicas max 20 }
                budget 100 EUR per day soft
                Replicas(C1) = Budget() > 99 EUR and Price(C1) * 1 h > 0.0309 EUR and Price(C1) * 1 h < 0.0311 EUR ? 3 : 1
                """);
        lab.runWithoutReadings(MINUTE);
        assertThat(latest().target()).isEqualTo(3);
        assertThat(latest().inputs())
                .extracting(input -> input.name() + " " + input.value())
                .anyMatch(text -> text.startsWith("Budget() 99.9") || text.equals("Budget() 100"));
    }

    @Test
    void aThresholdRuleDoesNotShrinkToASizeFromWhichItWouldGrow() {
        lab.host("h1", 64, FailurePlan.NONE).running("""
                C1(1 CPU, 1 GB, 10 GB disk) { replicas min 1 max 20 initial 2 }
                metric CpuUtilization(C1) gauge avg every 10 s
                Replicas(C1) = CpuUtilization(C1) > 80% ? Current(C1) + 1 : CpuUtilization(C1) < 50% ? Current(C1) - 1 : Current(C1)
                """);
        busy(MINUTE.multipliedBy(12), 0.45);
        assertThat(latest().target()).isEqualTo(2);
        assertThat(latest().because()).isEqualTo("anti-thrash: 1 would grow to 2 at once: stays 2");
        busy(MINUTE.multipliedBy(12), 0.3);
        assertThat(latest().target()).isEqualTo(1);
    }

    private void busy(Duration time, double share) {
        for (var end = lab.clock.instant().plus(time); lab.clock.instant().isBefore(end); ) {
            lab.node.accept(List.of(
                    new Reading(SHOP, "CpuUtilization", "C1", Reading.SERVICE_LEVEL, share, lab.clock.instant())));
            lab.step();
        }
    }

    @Test
    void aMissedDeadlineIsInTheLedgerOnce() {
        lab.host("h1", 2, FailurePlan.NONE).running(SHOP_WITH.replace("/ 100", "/ 100 within 2 min"));
        lab.run(MINUTE.multipliedBy(8), 500);
        assertThat(notices(Notice.Code.DEADLINE_MISSED))
                .containsExactly("Replicas(C1): 5 wanted for 2 min and more, 2 are there");
    }

    @Test
    void nothingShrinksWhileMostServicesAreUnknown() {
        lab.host("h1", 64, FailurePlan.NONE).running(SHOP_WITH);
        for (var name : List.of("A", "B")) {
            lab.node.submit(
                    Node.Submission.of(name + ".rsl", "service " + name + "\n" + SHOP_WITH), new ServiceId(name));
            lab.node.activate(new ServiceId(name));
        }
        allLoaded(MINUTE.multipliedBy(10), 600);
        lab.run(MINUTE.multipliedBy(10), 200);
        assertThat(latest().target()).isEqualTo(6);
        assertThat(latest().authority()).isEqualTo(Authority.GLOBAL_HOLD);
        assertThat(notices(Notice.Code.SCALE_IN_HELD)).hasSize(1);
        allLoaded(MINUTE.multipliedBy(10), 200);
        assertThat(latest().target()).isEqualTo(2);
        assertThat(latest().authority()).isEqualTo(Authority.ELASTICITY);
    }

    private void allLoaded(Duration time, double load) {
        for (var end = lab.clock.instant().plus(time); lab.clock.instant().isBefore(end); ) {
            for (var name : List.of("A", "B")) {
                lab.node.accept(List.of(new Reading(
                        new ServiceId(name),
                        "RequestPerSecond",
                        "C1",
                        Reading.SERVICE_LEVEL,
                        load,
                        lab.clock.instant())));
            }
            lab.load(load);
            lab.step();
        }
    }

    private Decision latest() {
        return lab.node.latest(SHOP).get(Variable.replicas("C1"));
    }

    private List<String> notices(Notice.Code code) {
        return lab.entries(Entry.Noticed.class).stream()
                .map(Entry.Noticed::notice)
                .filter(notice -> notice.code() == code)
                .map(Notice::text)
                .toList();
    }
}
