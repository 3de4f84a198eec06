package io.reservoir.rules.policy;

import static io.reservoir.rules.policy.Cases.calm;
import static io.reservoir.rules.policy.Cases.compiled;
import static io.reservoir.rules.policy.Cases.judged;
import static io.reservoir.rules.policy.Cases.replicas;
import static io.reservoir.rules.policy.Cases.rule;
import static io.reservoir.rules.policy.Cases.standing;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PolicyRulesTest {
    private static final int CASES = 10_000;
    private static final RuleFile LOOP =
            rule("loop", "$c : Cap( $m : most )", "insert( new Cap( $m + 1, \"again\" ) );");
    private static final RuleFile CAP =
            rule("cap", "Proposal( component == \"C1\", growing )", "insert( new Cap( 4, \"audit\" ) );");

    @Test
    void aRuleThatLoopsIsStoppedWhereItLoops() {
        var rules = compiled(CAP, LOOP);

        assertThat(judged(rules, calm(), replicas(6, 9)))
                .containsExactly("policy rule `loop` fired 1000 times and did not come to an end");
        assertThat(judged(rules, calm(), replicas(6, 6))).isEmpty();
    }

    @Test
    void aRuleThatFailsIsNamed() {
        var rules = compiled(rule("broken", "Proposal( $t : target )", "Integer.parseInt( \"x\" + $t );"));

        assertThat(judged(rules, calm(), replicas(6, 9)))
                .singleElement()
                .asString()
                .startsWith("policy rule `broken` failed: NumberFormatException: ");
        assertThat(judged(rules, calm(), null)).isEmpty();
    }

    @Test
    void whatTwoRulesOrOneRuleSayTwiceIsSaidOnce() {
        var rules = compiled(rule(
                "twice",
                "Standing()",
                "insert( new Alarm( \"a\" ) ); insert( new Alarm( \"a\" ) ); insert( new Alarm( \"b\" ) );"));

        assertThat(judged(rules, calm(), null)).containsExactly("alarm: twice", "alarm: twice");
    }

    @Test
    void nothingIsLeftOverFromTheQuestionBefore() {
        var rules = compiled(CAP);

        assertThat(judged(rules, calm(), replicas(3, 6))).hasSize(1);
        assertThat(judged(rules, calm(), replicas(3, 3))).isEmpty();
        assertThat(judged(rules, calm(), replicas(3, 6))).hasSize(1);
    }

    @Test
    void theOrderOfRulesAndFactsChangesNothing() {
        var files = new ArrayList<>(List.of(
                CAP,
                rule("veto", "Proposal( growing )", "insert( new Veto( Hold.Direction.OUT, \"no\" ) );"),
                rule("both", "Cap() Veto()", "insert( new Alarm( \"both\" ) );"),
                rule("freeze", "Standing( burn1h > 10 ) HostStanding( setAside )", "insert( new Freeze( \"f\" ) );"),
                rule("hosts", "HostStanding( $h : host, domain == \"D1\" )", "insert( new Prefer( $h, \"d\" ) );"),
                rule("urgent\" salience 10 //", "Alarm()", "insert( new Headroom( 3, \"u\" ) );")));
        var reference = compiled(files.toArray(RuleFile[]::new));
        var random = new Random(4);
        var shuffled = new ArrayList<PolicyRules>();
        for (var i = 0; i < 8; i++) {
            shuffled.add(compiled(renamed(files, random)));
        }
        var different = 0;
        for (var i = 0; i < CASES; i++) {
            var facts = facts(random);
            var expected = reference.ask(facts, Verdict.class);
            Collections.shuffle(facts, random);
            assertThat(shuffled.get(random.nextInt(shuffled.size())).ask(facts, Verdict.class))
                    .as("case %d of seed 4: %s", i, facts)
                    .isEqualTo(expected);
            different += expected instanceof Judgement.Judged<Verdict>(var verdicts) && verdicts.size() > 2 ? 1 : 0;
        }
        assertThat(different).as("cases in which several rules spoke").isGreaterThan(CASES / 4);
    }

    /** The same rules under names of files that put them into another order. */
    private static RuleFile[] renamed(List<RuleFile> files, Random random) {
        var order = new ArrayList<>(files);
        Collections.shuffle(order, random);
        var renamed = new RuleFile[order.size()];
        for (var i = 0; i < renamed.length; i++) {
            renamed[i] = new RuleFile(i + ".drl", order.get(i).text());
        }
        return renamed;
    }

    private static List<Object> facts(Random random) {
        var facts = new ArrayList<Object>();
        facts.add(standing(rate(random), rate(random), rate(random), rate(random)));
        for (var host = random.nextInt(4); host > 0; host--) {
            facts.add(new HostStanding("h" + host, "D" + random.nextInt(2), random.nextBoolean()));
        }
        if (random.nextInt(5) > 0) {
            facts.add(replicas(random.nextInt(8), random.nextInt(8)));
        }
        return facts;
    }

    private static Double rate(Random random) {
        return random.nextInt(5) == 0 ? null : random.nextDouble() * 30;
    }
}
