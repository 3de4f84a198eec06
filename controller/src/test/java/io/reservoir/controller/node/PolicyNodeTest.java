package io.reservoir.controller.node;

import static io.reservoir.controller.image.Story.NOON;
import static io.reservoir.controller.image.Story.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.controller.explain.Rederivation;
import io.reservoir.controller.policy.PolicyArchive;
import io.reservoir.controller.sim.FailurePlan;
import io.reservoir.model.decision.Notice;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.sla.SlaClasses;
import io.reservoir.model.vee.VeePhase;
import io.reservoir.model.vee.Verb;
import io.reservoir.rules.policy.PolicyCompiler;
import io.reservoir.rules.policy.PolicyRules;
import io.reservoir.rules.policy.RuleFile;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Policy at work in a node: what it changes, what is recorded of it, and what a bad rule stops. */
class PolicyNodeTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String MANIFEST = """
            C1(1 CPU, 1 GB, 10 GB disk) { replicas min 2 max 9 }
            metric RequestPerSecond(C1) gauge req/s sum every 10 s
            Replicas(C1) = RequestPerSecond(C1) / 100  over 30 s
            SLA(C1) = Gold
            """;

    private final NodeLab lab = new NodeLab().host("h1", 16, FailurePlan.NONE);

    static PolicyRules policy(String name, String when, String then) {
        var text = """
                package operator
                import io.reservoir.rules.policy.*
                import io.reservoir.rules.policy.Verdict.*
                rule "%s" when %s then %s end
                """.formatted(name, when, then);
        return switch (PolicyCompiler.compile(List.of(new RuleFile("op.drl", text)), "ops")) {
            case PolicyCompiler.Compilation.Compiled(var rules) -> rules;
            case PolicyCompiler.Compilation.Refused(var diagnostics) -> throw new AssertionError(diagnostics);
        };
    }

    @Test
    void aCapThatIsTakenIntoForceHoldsFromTheNextPassOnAndTheOldPolicyAfterIt() {
        lab.running(MANIFEST).run(MINUTE.multipliedBy(3), 480);
        assertThat(lab.ready()).isEqualTo(6);

        var capped = policy("night", "Proposal( target > 3 )", "insert( new Cap( 3, \"quiet hours\" ) );");
        assertThat(lab.node.use(capped)).isTrue();
        lab.run(MINUTE, 480);
        assertThat(lab.ready()).isEqualTo(3);
        assertThat(lab.node.latest(SHOP).firstEntry().getValue().because())
                .contains("rule `night` of ops: quiet hours");

        assertThat(lab.node.use(PolicyCompiler.shipped())).isTrue();
        lab.run(MINUTE.multipliedBy(3), 480);
        assertThat(lab.ready()).isEqualTo(6);
        assertThat(lab.entries(Entry.PolicyInForce.class))
                .extracting(Entry.PolicyInForce::hash)
                .containsExactly(
                        PolicyCompiler.shipped().hash(),
                        capped.hash(),
                        PolicyCompiler.shipped().hash());
        rederives(lab);
    }

    /** What policy did to decisions follows from the ledger, the site's own included. */
    private static void rederives(NodeLab lab) {
        var result = Rederivation.of(lab.ledger, SHOP, SlaClasses.SHIPPED);
        assertThat(result.decisions()).isPositive();
        assertThat(result.differences()).isEmpty();
    }

    @Test
    void theSiteRecordsEveryPolicyWithItsTextsAndAuthorAndMakesItAgain() {
        lab.startNode();
        var capped = policy("night", "Proposal( target > 3 )", "insert( new Cap( 3, \"quiet hours\" ) );");
        lab.node.use(capped);
        lab.node.use(capped);

        var applied = lab.ledger.read(ServiceId.SITE, 0, 10);
        assertThat(applied).hasSize(2);
        assertThat(applied.get(1).entry()).isInstanceOfSatisfying(Entry.PolicyApplied.class, entry -> {
            assertThat(entry.hash()).isEqualTo(capped.hash());
            assertThat(entry.author()).isEqualTo("ops");
            assertThat(entry.texts()).extracting(Entry.PolicyText::name).contains("op.drl", "fast-burn-hold.drl");
        });
        var archive = new PolicyArchive(lab.ledger::read);
        assertThat(archive.last()).isEqualTo(capped.hash());
        var again = archive.find(capped.hash());
        assertThat(again.hash()).isEqualTo(capped.hash());
        assertThat(again.rules()).hasSameSizeAs(capped.rules());
        assertThat(archive.find("0000")).isNull();
    }

    @Test
    void aRuleThatLoopsParksItsServiceAloneUntilThePolicyChanges() {
        lab.running(MANIFEST);
        var other = new ServiceId("Other");
        lab.node.submit(Node.Submission.of("other.rsl", "service Other\n" + MANIFEST), other);
        lab.node.activate(other);
        lab.run(MINUTE.multipliedBy(2), 160);
        assertThat(lab.ready()).isEqualTo(2);

        lab.node.use(policy(
                "loop",
                "$s : Standing( service == \"Shop\" )",
                "insert( Standing.of( \"Shop\", \"C1\", null, $s.priority() + 1,"
                        + " io.reservoir.model.sla.BurnRates.UNKNOWN, 1, 1, $s.minute() ) );"));
        lab.node.tell(lab.node.image(other).vees().firstKey(), Verb.DESTROY);
        lab.run(MINUTE.multipliedBy(3), 480);

        assertThat(lab.ready()).as("the parked one does not grow").isEqualTo(2);
        assertThat(lab.entries(Entry.Noticed.class))
                .filteredOn(noticed -> noticed.notice().code() == Notice.Code.POLICY_PARKED)
                .singleElement()
                .satisfies(noticed -> assertThat(noticed.notice().text())
                        .isEqualTo("policy rule `loop` fired 1000 times and did not come to an end"));
        assertThat(lab.node.image(other).vees().values())
                .as("the other one replaces what it lost")
                .hasSize(2)
                .allMatch(vee -> vee.phase() == VeePhase.READY);

        lab.node.use(PolicyCompiler.shipped());
        lab.run(MINUTE.multipliedBy(3), 480);
        assertThat(lab.ready()).isEqualTo(6);
    }

    @Test
    void anOutageBurnsAndProtectsTheService() {
        var outage = new FailurePlan.Outage(NOON.plus(MINUTE.multipliedBy(4)), NOON.plus(MINUTE.multipliedBy(8)));
        var failures = FailurePlan.NONE.withOutage(outage.from(), outage.until());
        var lab = new NodeLab().host("h1", 16, failures).running(MANIFEST);
        lab.run(MINUTE.multipliedBy(3), 290);
        assertThat(lab.ready()).as("2.9 / 0.85").isEqualTo(4);

        lab.run(MINUTE.multipliedBy(4), 290);
        var decision = lab.node.latest(SHOP).firstEntry().getValue();
        assertThat(decision.lines()).anySatisfy(line -> {
            assertThat(line.stage()).isEqualTo("protection");
            assertThat(line.text()).startsWith("30 % of each replica stays free instead of 15 %");
        });
        assertThat(decision.target()).as("2.9 / 0.7").isEqualTo(5);
        rederives(lab);
    }

    @Test
    void burnRateIsAnInputOfFormulas() {
        lab.running("""
                C1(1 CPU, 1 GB, 10 GB disk) { replicas min 1 max 9 }
                Replicas(C1) = 2 + BurnRate(C1)
                SLA(C1) = Gold
                """);
        lab.runWithoutReadings(MINUTE.multipliedBy(4));

        assertThat(lab.ready()).as("nothing burns: 2 / 0.85").isEqualTo(3);
    }

    @Test
    void noServiceMayHaveTheNameOfTheSite() {
        lab.startNode();
        assertThat(lab.node.submit(Node.Submission.of("s.rsl", "service reservoir-site\n" + MANIFEST), null))
                .isInstanceOf(Node.Answer.Conflict.class);
    }
}
