package io.reservoir.controller.decide;

import static io.reservoir.controller.decide.Asked.replicas;
import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.model.decision.Authority;
import io.reservoir.model.decision.Decision;
import io.reservoir.model.decision.Notice;
import io.reservoir.model.decision.StageLine;
import io.reservoir.model.decision.VariableState.Point;
import io.reservoir.model.reading.Value;
import io.reservoir.model.service.Hold;
import io.reservoir.model.sla.BurnRates;
import io.reservoir.rules.policy.HostStanding;
import io.reservoir.rules.policy.Judge;
import io.reservoir.rules.policy.Judgement;
import io.reservoir.rules.policy.PolicyCompiler;
import io.reservoir.rules.policy.Ruled;
import io.reservoir.rules.policy.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What verdicts do to decisions, and who gives way to whom. */
class PolicyStagesTest {
    private static final BurnRates FAST = new BurnRates(200.0, 16.7, 0.0, 0.0);
    private static final List<Authority> AUTHORITIES = List.of(Authority.values());
    private static final BurnRates SLOW = new BurnRates(0.0, 0.0, 66.0, 8.0);

    @Test
    void withoutAWordFromPolicyNothingIsSaid() {
        var answer = replicas(6).proposing(9).judgedBy(PolicyCompiler.shipped()).answer();

        assertThat(answer.decision().lines()).extracting(StageLine::stage).doesNotContain("protection", "policy");
        assertThat(answer).isEqualTo(replicas(6).proposing(9).answer());
    }

    @Test
    void fastBurnDoublesTheHeadroomOfTheClass() {
        // Gold keeps 15 % free: 6 / 0.85 = 7.06, and with 30 % 6 / 0.7 = 8.57
        var calm = replicas(6).slaClass("Gold").proposing(6).judgedBy(PolicyCompiler.shipped());
        assertThat(calm.target()).isEqualTo(8);

        var burning = calm.burning(FAST).answer().decision();
        assertThat(burning.target()).isEqualTo(9);
        assertThat(burning.authority()).isEqualTo(Authority.SLA_PROTECTION);
        assertThat(line(burning.lines(), "protection"))
                .startsWith("30 % of each replica stays free instead of 15 %, rule `fast burn doubles headroom` of "
                        + "reservoir: the error budget burns 200 times too fast over 5 min and 16.7 times over 1 h");
    }

    @Test
    void headroomDoesNotCompoundWhileTheInputIsUnknown() {
        var burning = replicas(9)
                .slaClass("Gold")
                .proposing(Value.unknown("silence"))
                .judgedBy(PolicyCompiler.shipped())
                .burning(FAST);

        assertThat(burning.target()).isEqualTo(9);
    }

    @Test
    void fastBurnHoldsScaleIn() {
        var shrinking = replicas(10)
                .slaClass("Gold")
                .proposing(2)
                .results(new Point(Asked.NOON.minusSeconds(86_400), 3))
                .judgedBy(PolicyCompiler.shipped());
        assertThat(shrinking.target()).isLessThan(10);

        var held = shrinking.burning(FAST).answer().decision();
        assertThat(held.target()).isEqualTo(10);
        assertThat(held.authority()).isEqualTo(Authority.SLA_PROTECTION);
        assertThat(held.because()).contains("rule `fast burn holds scale-in` of reservoir");
    }

    @Test
    void aMaximumIsAboveTheProtectionOfAnSla() {
        var decision = replicas(10)
                .slaClass("Gold")
                .proposing(2)
                .bounds(1, 4.0)
                .judgedBy(PolicyCompiler.shipped())
                .burning(FAST)
                .answer()
                .decision();

        assertThat(decision.target()).isEqualTo(4);
    }

    @Test
    void slowBurnIsToldOnceAndChangesNothing() {
        var burning =
                replicas(6).proposing(6).judgedBy(PolicyCompiler.shipped()).burning(SLOW);
        var answer = burning.answer();

        assertThat(answer.decision().target()).isEqualTo(6);
        assertThat(answer.decision().notices()).extracting(Notice::code).containsExactly(Notice.Code.POLICY_ALARM);
        assertThat(burning.remembering(answer.state()).answer().decision().notices())
                .isEmpty();
    }

    @Test
    void loadOverTheContractIsTold() {
        var answer = replicas(6).proposing(6).overContract("Users(C1) is above").answer();

        assertThat(answer.state().standing()).containsExactly(Notice.Code.OVER_CONTRACT);
        assertThat(answer.decision().notices().getFirst().text()).isEqualTo("Replicas(C1): Users(C1) is above");
    }

    @Test
    void aCapBoundsAtOnceAndFreezesAndVetoesHold() {
        assertThat(said(6, 9, new Verdict.Cap(7.9, "a")).target()).isEqualTo(7);
        assertThat(said(6, 9, new Verdict.Cap(7.9, "a")).unmet()).isEqualTo(2);
        assertThat(said(6, 9, new Verdict.Cap(4, "a")).target()).isEqualTo(4);
        assertThat(said(6, 9, new Verdict.Cap(-3, "a")).target()).isEqualTo(0);
        assertThat(said(6, 9, new Verdict.Cap(Double.NaN, "a")).target()).isEqualTo(9);
        assertThat(said(6, 9, new Verdict.Freeze("a")).target()).isEqualTo(6);
        assertThat(said(6, 9, new Verdict.Veto(Hold.Direction.OUT, "a")).target())
                .isEqualTo(6);
        assertThat(said(6, 9, new Verdict.Veto(Hold.Direction.IN, "a")).target())
                .isEqualTo(9);
    }

    @Test
    void aLowerAuthorityNeverUndoesAHigherOneAndTheDecidingOneIsNamed() {
        var capByQuota = new Verdict.Cap(4, Authority.QUOTA, "quota");
        var protection = new Verdict.Veto(Hold.Direction.IN, Authority.SLA_PROTECTION, "burning");
        var cost = new Verdict.Cap(2, Authority.COST, "too dear");
        var freeze = new Verdict.Freeze("audit");

        var quota = said(6, 9, capByQuota, protection, cost);
        assertThat(quota.target()).isEqualTo(4);
        assertThat(quota.authority()).isEqualTo(Authority.QUOTA);
        assertThat(quota.because())
                .isEqualTo("policy: 9 becomes 4, rule `r0` of ops: quota; rule `r1` of ops (SLA protection) gives way; "
                        + "rule `r2` of ops (cost) gives way");

        var frozen = said(6, 9, capByQuota, protection, cost, freeze);
        assertThat(frozen.target()).isEqualTo(6);
        assertThat(frozen.authority()).isEqualTo(Authority.OPERATOR_HOLD);

        var elastic = said(6, 9, cost);
        assertThat(elastic.target()).isEqualTo(9);
        assertThat(elastic.authority()).isEqualTo(Authority.ELASTICITY);
    }

    @Test
    void aHoldOfTheManifestIsAboveACapOfAQuota() {
        var decision = replicas(6)
                .proposing(9)
                .held(Hold.Direction.IN, Asked.NOON.plusSeconds(60))
                .judgedBy(saying(new Verdict.Cap(4, Authority.QUOTA, "quota")))
                .answer()
                .decision();

        assertThat(decision.target()).isEqualTo(6);
        assertThat(decision.authority()).isEqualTo(Authority.OPERATOR_HOLD);
    }

    @Test
    void theOrderOfVerdictsChangesNothingAndTheHighestAuthorityIsObeyed() {
        var random = new Random(7);
        var moved = 0;
        for (var i = 0; i < 10_000; i++) {
            var verdicts = new ArrayList<Verdict>();
            for (var n = 1 + random.nextInt(5); n > 0; n--) {
                verdicts.add(any(random));
            }
            var from = 1 + random.nextInt(9);
            var target = 1 + random.nextInt(9);
            var ruled = ruled(verdicts);
            var decision = decided(from, target, ruled);
            var shuffled = new ArrayList<>(ruled);
            Collections.shuffle(shuffled, random);
            assertThat(decided(from, target, shuffled))
                    .as("case %d of seed 7", i)
                    .isEqualTo(decision);
            var highest = highest(verdicts);
            assertThat(obeys(decision.target(), from, highest))
                    .as("case %d of seed 7: %s → %s by %s", i, from, decision.target(), verdicts)
                    .isTrue();
            moved += decision.authority() == Authority.ELASTICITY ? 0 : 1;
        }
        assertThat(moved).isGreaterThan(3_000);
    }

    /** The verdicts of the highest authority, if that is above elasticity and they do not contradict each other. */
    private static List<Verdict> highest(List<Verdict> verdicts) {
        var authority = verdicts.stream()
                .map(PolicyStagesTest::authority)
                .min(Authority::compareTo)
                .orElseThrow();
        return authority.compareTo(Authority.QUOTA) > 0
                ? List.of()
                : verdicts.stream().filter(v -> authority(v) == authority).toList();
    }

    private static boolean obeys(double target, double from, List<Verdict> verdicts) {
        var most = Double.POSITIVE_INFINITY;
        var least = 0.0;
        for (var verdict : verdicts) {
            switch (verdict) {
                case Verdict.Cap cap -> most = Math.min(most, cap.most());
                case Verdict.Veto veto when veto.direction() == Hold.Direction.IN -> least = from;
                case Verdict.Veto veto -> most = Math.min(most, from);
                default -> {
                    most = Math.min(most, from);
                    least = from;
                }
            }
        }
        return target <= most && target >= Math.min(least, most);
    }

    private static Authority authority(Verdict verdict) {
        return ((Verdict.Bounding) verdict).authority();
    }

    private static Verdict any(Random random) {
        var authority = AUTHORITIES.get(random.nextInt(AUTHORITIES.size()));
        return switch (random.nextInt(3)) {
            case 0 -> new Verdict.Cap(random.nextInt(10), authority, "cap");
            case 1 ->
                new Verdict.Veto(random.nextBoolean() ? Hold.Direction.IN : Hold.Direction.OUT, authority, "veto");
            default -> new Verdict.Freeze(authority, "freeze");
        };
    }

    @Test
    void hostsThatArePreferredReachThePlan() {
        var answer = replicas(6)
                .slaClass("Gold")
                .proposing(6)
                .on(new HostStanding("h1", "D1", true), new HostStanding("h2", "D1", false))
                .judgedBy(saying(new Verdict.Prefer("h2", "a"), new Verdict.Prefer("h1", "b")))
                .answer();

        assertThat(answer.firstToGo()).containsExactly("h1", "h2");
    }

    @Test
    void aRequestForMigrationIsToldAndMovesNothing() {
        var answer = replicas(6)
                .proposing(6)
                .on(new HostStanding("h1", "D1", true))
                .judgedBy(PolicyCompiler.shipped())
                .answer();

        assertThat(answer.decision().notices()).singleElement().satisfies(notice -> {
            assertThat(notice.code()).isEqualTo(Notice.Code.MIGRATION_REQUESTED);
            assertThat(notice.text())
                    .isEqualTo("Replicas(C1): what runs on h1 should move: too many launches failed there "
                            + "(rule `what has a promise leaves a host set aside` of reservoir)");
        });
    }

    @Test
    void aPolicyThatIsStuckDecidesNothing() {
        Judge stuck = (standing, hosts, proposal) -> proposal == null
                ? new Judgement.Judged<>(List.of())
                : new Judgement.Stuck<>("loop", "fired 1000 times and did not come to an end");
        var answer = replicas(6).proposing(9).judgedBy(stuck).answer();

        assertThat(answer.stuck()).isEqualTo("policy rule `loop` fired 1000 times and did not come to an end");
        assertThat(answer.decision().target()).isEqualTo(6);
    }

    private static Decision said(double from, double target, Verdict... verdicts) {
        return decided(from, target, ruled(List.of(verdicts)));
    }

    private static Decision decided(double from, double target, List<Ruled<Verdict>> verdicts) {
        var judgement = new Judgement.Judged<>(verdicts);
        return replicas(from)
                .proposing(target)
                .judgedBy((standing, hosts, proposal) -> judgement)
                .answer()
                .decision();
    }

    private static Judge saying(Verdict... verdicts) {
        var judgement = new Judgement.Judged<>(ruled(List.of(verdicts)));
        return (standing, hosts, proposal) -> judgement;
    }

    private static List<Ruled<Verdict>> ruled(List<Verdict> verdicts) {
        var ruled = new ArrayList<Ruled<Verdict>>();
        for (var verdict : verdicts) {
            ruled.add(new Ruled<>(verdict, "r" + ruled.size(), "ops"));
        }
        return ruled;
    }

    private static String line(List<StageLine> lines, String stage) {
        return lines.stream()
                .filter(line -> line.stage().equals(stage))
                .map(StageLine::text)
                .findFirst()
                .orElse("");
    }
}
