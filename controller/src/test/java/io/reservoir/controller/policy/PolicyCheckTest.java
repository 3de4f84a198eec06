package io.reservoir.controller.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.cluster.store.MemoryLedger;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Shard;
import io.reservoir.model.service.ServiceId;
import io.reservoir.rules.policy.PolicyCompiler;
import io.reservoir.rules.policy.PolicyRules;
import io.reservoir.rules.policy.RuleFile;
import io.reservoir.rules.policy.ShippedRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyCheckTest {
    private static final String CAP = """
            package operator
            import io.reservoir.rules.policy.*
            import io.reservoir.rules.policy.Verdict.*
            rule "cap" when Proposal( target > 4 ) then insert( new Cap( 4, "audit" ) ); end
            """;
    private static final String CASE = """
            [
              {"name": "five are capped", "standing": {}, "proposal": {"from": 3, "target": 5},
               "expect": [{"rule": "cap", "verdict": "cap", "most": 4}]},
              {"name": "four are not", "standing": {}, "proposal": {"from": 3, "target": 4}, "expect": []}
            ]
            """;

    @TempDir
    private Path folder;

    private static PolicyCheck check(String drl, String cases) {
        return PolicyCheck.of(
                new PolicyFiles(List.of(new RuleFile("cap.drl", drl)), List.of(new RuleFile("cap.golden.json", cases))),
                "ops");
    }

    private static List<String> refused(String drl, String cases) {
        return switch (check(drl, cases)) {
            case PolicyCheck.Passed passed -> throw new AssertionError("it passed");
            case PolicyCheck.Refused(var diagnostics) ->
                diagnostics.stream()
                        .map(d -> d.code() + " " + d.span() + ": " + d.message())
                        .toList();
        };
    }

    @Test
    void theShippedRulesKeepToTheirCases() {
        assertThat(PolicyCheck.of(PolicyFiles.NONE, "ops")).isInstanceOfSatisfying(PolicyCheck.Passed.class, passed -> {
            assertThat(passed.cases())
                    .isGreaterThanOrEqualTo(ShippedRules.files().size());
            assertThat(passed.rules().hash()).isEqualTo(PolicyCompiler.shipped().hash());
        });
    }

    @Test
    void rulesThatKeepToTheirCasesPass() {
        assertThat(check(CAP, CASE)).isInstanceOf(PolicyCheck.Passed.class);
    }

    @Test
    void aCaseThatDoesNotHoldRefusesThem() {
        assertThat(refused(CAP.replace("target > 4", "target > 3"), CASE))
                .containsExactly("POL-003 cap.golden.json:4:3: case `four are not` wants nothing, and the rules say "
                        + "cap 4 by operator hold by rule `cap`");
    }

    @Test
    void aShippedCaseThatAnOperatorBreaksRefusesItUnlessItsRuleWasReplaced() {
        var loosened = """
                package operator
                import io.reservoir.rules.policy.*
                rule "fast burn doubles headroom" when Standing( burn5min >= 3 )
                then insert( new Verdict.Headroom( 2, "ours" ) ); end
                """;
        assertThat(check(loosened, "[]")).isInstanceOf(PolicyCheck.Passed.class);
    }

    @Test
    void mistakesInCasesAreToldAtTheirPlace() {
        assertThat(refused(CAP, "{}")).containsExactly("POL-002 cap.golden.json:1:1: an array of cases is wanted");
        assertThat(refused(CAP, "[\n {\"name\": \"x\", \"standing\": {}, \"expects\": []}]"))
                .singleElement()
                .asString()
                .startsWith("POL-002 cap.golden.json:2:")
                .contains("expects");
        assertThat(refused(CAP, "[{\"name\": \"x\", \"expect\": []}]"))
                .containsExactly(
                        "POL-002 cap.golden.json:1:2: a case has a `standing` with `hosts` and `proposal`, or a"
                                + " `violation` with `credits`");
        assertThat(refused(CAP, "[{\"standing\": {}, \"expect\": [{\"rule\": \"cap\", \"verdict\": \"cap\"}]}]"))
                .containsExactly("POL-002 cap.golden.json:1:2: `most` is missing");
        assertThat(refused(CAP, "[{\"name\": \"x\", \"standing\": {}, \"expect\": []}] []"))
                .anySatisfy(line -> assertThat(line).contains("nothing may follow the array of cases"));
    }

    @Test
    void rulesAndCasesAreToldOfTogether() {
        assertThat(refused(CAP.replace("target", "tarket"), "{}")).hasSize(2);
    }

    @Test
    void aDirectoryIsReadByTheNamesOfItsFiles() throws IOException {
        Files.writeString(folder.resolve("b.drl"), CAP);
        Files.writeString(folder.resolve("a.golden.json"), CASE);
        Files.writeString(folder.resolve("notes.txt"), "not ours");
        var files = PolicyFiles.in(folder);

        assertThat(files.rules()).extracting(RuleFile::name).containsExactly("b.drl");
        assertThat(files.cases()).extracting(RuleFile::name).containsExactly("a.golden.json");
    }

    @Test
    void aBrokenDirectoryLeavesTheLastPolicyInForceAtAStart() throws IOException {
        var ledger = new MemoryLedger();
        var office = new PolicyOffice(folder, "ops");
        Files.writeString(folder.resolve("cap.drl"), CAP);
        var good = office.first(ledger);
        assertThat(good.rules()).anyMatch(rule -> rule.name().equals("cap"));

        Files.writeString(folder.resolve("cap.drl"), CAP.replace("target", "tarket"));
        assertThat(office.first(ledger)).as("nothing was in force yet").isSameAs(PolicyCompiler.shipped());

        record(ledger, good);
        var last = office.first(ledger);
        assertThat(last.hash()).isEqualTo(good.hash());
        assertThat(last.author()).isEqualTo("ops");
    }

    private static void record(MemoryLedger ledger, PolicyRules rules) {
        var shard = Shard.of(ServiceId.SITE);
        var tenure = ledger.take(shard, ledger.tenure(shard), "test");
        var texts = rules.files().stream()
                .map(file -> new Entry.PolicyText(file.name(), file.text()))
                .toList();
        ledger.append(
                ServiceId.SITE,
                tenure,
                0,
                Instant.EPOCH,
                List.of(new Entry.PolicyApplied(rules.hash(), rules.author(), texts)));
    }
}
