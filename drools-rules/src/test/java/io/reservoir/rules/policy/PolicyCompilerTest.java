package io.reservoir.rules.policy;

import static io.reservoir.rules.policy.Cases.SHIPPED;
import static io.reservoir.rules.policy.Cases.calm;
import static io.reservoir.rules.policy.Cases.compiled;
import static io.reservoir.rules.policy.Cases.judged;
import static io.reservoir.rules.policy.Cases.refused;
import static io.reservoir.rules.policy.Cases.replicas;
import static io.reservoir.rules.policy.Cases.rule;
import static io.reservoir.rules.policy.Cases.standing;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PolicyCompilerTest {
    private static final String CAP = "insert( new Cap( 4, \"not before the audit\" ) );";

    @Test
    void anOperatorsRuleHasItsSayBesideTheShippedOnes() {
        var rules = compiled(rule("cap C1", "Proposal( component == \"C1\", target > 4 )", CAP));

        assertThat(judged(rules, calm(), replicas(3, 6))).containsExactly("cap 4 by operator hold: cap C1");
        assertThat(judged(rules, calm(), replicas(3, 4))).isEmpty();
        assertThat(judged(rules, standing(20.0, 20.0, 0.0, 0.0), replicas(6, 5)))
                .containsExactly(
                        "cap 4 by operator hold: cap C1",
                        "headroom 2: fast burn doubles headroom",
                        "veto in by SLA protection: fast burn holds scale-in");
    }

    @Test
    void anOperatorsRuleTakesThePlaceOfTheShippedOneOfItsName() {
        var rules = compiled(rule(
                "fast burn doubles headroom", "Standing( burn5min >= 30 )", "insert( new Headroom( 3, \"ours\" ) );"));

        assertThat(judged(rules, standing(20.0, 20.0, 0.0, 0.0), null)).isEmpty();
        assertThat(judged(rules, standing(30.0, 0.0, 0.0, 0.0), null))
                .containsExactly("headroom 3: fast burn doubles headroom");
        assertThat(rules.rules()).filteredOn(RuleName::replaces).hasSize(1);
        assertThat(rules.rules()).hasSameSizeAs(SHIPPED.rules());
    }

    @Test
    void chainsOfRulesAreFollowed() {
        var rules = compiled(
                rule("first", "Proposal( growing )", CAP),
                rule("second", "Cap( most == 4 )", "insert( new Alarm( \"capped\" ) );"));

        assertThat(judged(rules, calm(), replicas(3, 6)))
                .containsExactly("cap 4 by operator hold: first", "alarm: second");
    }

    @Test
    void namesItsAuthors() {
        var named = new RuleFile("a.drl", """
                package operator
                import io.reservoir.rules.policy.*
                rule "named" @author( "Ada Byron" )
                when Standing() then insert( new Verdict.Alarm( "a" ) ); end
                rule "unnamed"
                when Standing() then insert( new Verdict.Alarm( "b" ) ); end
                """);
        var judged = (Judgement.Judged<Verdict>)
                compiled(named).judge(standing(20.0, 20.0, 0.0, 0.0), java.util.List.of(), null);

        assertThat(judged.verdicts())
                .extracting(ruled -> ruled.inWords())
                .containsExactly(
                        "rule `fast burn doubles headroom` of reservoir",
                        "rule `named` of Ada Byron",
                        "rule `unnamed` of ops");
    }

    @Test
    void theHashIsThatOfTheTextsInForce() {
        var one = rule("a", "Standing()", "insert( new Alarm( \"a\" ) );");
        var other = rule("b", "Standing()", "insert( new Alarm( \"b\" ) );");

        assertThat(compiled(one, other).hash()).isEqualTo(compiled(other, one).hash());
        assertThat(compiled(one).hash()).isNotEqualTo(compiled(other).hash());
        assertThat(compiled().hash()).isEqualTo(SHIPPED.hash()).hasSize(64);
    }

    @Test
    void aMistakeInTheGrammarIsRefusedAtItsPlace() {
        assertThat(refused(new RuleFile("a.drl", "package p\nrule \"x\"\nwhen\n  Standing( burn1h >= \nthen\nend\n")))
                .singleElement()
                .asString()
                .matches("a\\.drl:[56]:\\d+: .+");
        assertThat(refused(new RuleFile("b.drl", "rule \"x\" whn Standing() then end")))
                .first()
                .asString()
                .startsWith("b.drl:1:10: ");
    }

    @Test
    void aPropertyOrFactThatIsNotThereIsRefusedAtItsPlace() {
        assertThat(refused(rule("cap", "Proposal( tarket > 4 )", CAP)))
                .singleElement()
                .asString()
                .startsWith("cap.drl:9:15: ");
        assertThat(refused(rule("cap", "Proposl( target > 4 )", CAP)))
                .singleElement()
                .asString()
                .startsWith("cap.drl:9:5: ");
    }

    @Test
    void aMistakeInTheJavaIsRefusedAtItsPlace() {
        assertThat(refused(rule("cap", "Proposal()", "int i = 3; insrt( new Cap( i, \"a\" ) );")))
                .first()
                .asString()
                .startsWith("cap.drl:11:16: ");
        assertThat(refused(rule("cap", "Proposal()", "insert( new Cup( 3, \"a\" ) );")))
                .first()
                .asString()
                .startsWith("cap.drl:11:17: Cup cannot be resolved to a type");
        assertThat(refused(rule("cap", "Proposal()", "insert( new Cap( \"a\" ) );")))
                .singleElement()
                .asString()
                .startsWith("cap.drl:11:");
        assertThat(refused(rule("cap", "Proposal()", "insert( new Cap( 3, \"a\" ;")))
                .isNotEmpty()
                .allMatch(line -> line.startsWith("cap.drl:"));
    }

    @Test
    void allMistakesAreToldInOneRun() {
        var twoInOne = new RuleFile("c.drl", """
                package operator
                import io.reservoir.rules.policy.*
                rule "one" when Standing( klass == "Gold" ) then end
                rule "good" when Standing() then end
                rule "two" when Proposal() then insert( new Cup() ); end
                """);

        assertThat(refused(rule("a", "Proposal( tarket > 4 )", CAP), rule("b", "Standing( klass == \"Gold\" )", CAP)))
                .containsExactly(
                        "a.drl:9:15: unable to parse left part of expression: tarket > 4",
                        "b.drl:9:15: unable to parse left part of expression: klass == \"Gold\"");
        assertThat(refused(twoInOne))
                .containsExactly(
                        "c.drl:3:27: unable to parse left part of expression: klass == \"Gold\"",
                        "c.drl:5:45: Cup cannot be resolved to a type");
    }

    @Test
    void twoRulesOfOneNameAndGlobalsAreRefused() {
        var twin = new RuleFile("z.drl", rule("cap", "Proposal()", CAP).text());

        assertThat(refused(rule("cap", "Proposal()", CAP), twin))
                .containsExactly("z.drl:7:1: there are two rules `cap`");
        assertThat(refused(new RuleFile("g.drl", "package p\nglobal java.util.List actions\n")))
                .containsExactly("g.drl:2:1: `global actions`: there are no globals here");
    }

    @Test
    void filesAndRulesAndTextHaveLimits() {
        var files = IntStream.rangeClosed(1, PolicyLimits.FILES + 1)
                .mapToObj(i -> new RuleFile("f%03d.drl".formatted(i), "package p\n"))
                .toArray(RuleFile[]::new);
        assertThat(refused(files)).containsExactly("f065.drl:1:1: there are 65 files, and at most 64 are taken");

        var rules = new StringBuilder("package p\nimport io.reservoir.rules.policy.*\n");
        for (var i = 0; i <= PolicyLimits.RULES; i++) {
            rules.append("rule \"r").append(i).append("\" when Standing() then end\n");
        }
        assertThat(refused(new RuleFile("many.drl", rules.toString())))
                .containsExactly("many.drl:259:1: there are 257 rules, and at most 256 are taken");

        var blank = " ".repeat(PolicyLimits.FILE_CHARS);
        assertThat(refused(new RuleFile("long.drl", blank + " ")))
                .containsExactly("long.drl:1:1: the file has 65537 characters, and at most 65536 are taken");
        assertThat(compiled(new RuleFile("long.drl", "package p\n" + blank.substring(10)))
                        .rules())
                .hasSameSizeAs(SHIPPED.rules());
    }
}
