package io.reservoir.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.controller.api.view.PolicyView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PolicyTest {
    private static final String CAP = """
            package operator
            import io.reservoir.rules.policy.*
            rule "cap" when Proposal( target > 4 ) then insert( new Verdict.Cap( 4, "audit" ) ); end
            """;

    @TempDir
    private Path folder;

    @Test
    void testsADirectoryWithoutAServer() throws IOException {
        Files.writeString(folder.resolve("cap.drl"), CAP);
        Run.of("policy", "test", folder.toString(), "--author", "ada")
                .exits(0)
                .tells("11 golden cases hold")
                .says(" of ada, from " + folder)
                .says("cap                                         cap.drl:3")
                .says("shipped");
    }

    @Test
    void theSampleHoldsItsGoldenCases() {
        Run.of("policy", "test", "../samples/policy").exits(0).says("audit.drl:7", "operator");
    }

    @Test
    void tellsWhatIsWrongAtItsPlace() throws IOException {
        Files.writeString(folder.resolve("cap.drl"), CAP.replace("target", "tarket"));
        Files.writeString(folder.resolve("cap.golden.json"), "{}");
        Run.of("policy", "test", folder.toString())
                .exits(1)
                .tells("error[POL-001] cap.drl:3:27: unable to parse left part of expression: tarket > 4\n"
                        + " | rule \"cap\" when Proposal( tarket > 4 )")
                .tells("error[POL-002] cap.golden.json:1:1: an array of cases is wanted")
                .tells("2 errors");
    }

    @Test
    void asksForWhatItNeeds() {
        Run.of("policy", "test").exits(2).tells("policy test takes a directory");
        Run.of("policy", "tset").exits(2).tells("there is no verb `tset`").tells("did you mean `test`");
        Run.of("policy", "apply", "x").exits(2).tells("policy apply takes no directory");
        Run.of("policy", "test", folder.resolve("none").toString()).exits(1).tells("is no directory");
    }

    @Test
    void showsAndAppliesAServersPolicy() {
        var view = new PolicyView(
                "0123456789abcdef",
                "ops",
                "/etc/policy",
                List.of(new PolicyView.RuleView("cap", "cap.drl", 3, false, true)));
        try (var server = ShopServer.started().when("GET /v1/policy", view).when("PUT /v1/policy?author=ada", view)) {
            Run.of("policy", "show", "--server", server.url())
                    .exits(0)
                    .says("policy 0123456789abcdef of ops, from /etc/policy")
                    .says("operator, replaces the shipped one");
            Run.of("policy", "apply", "--author", "ada", "--server", server.url())
                    .exits(0)
                    .says("policy 0123456789abcdef of ops");
            assertThat(server.asked()).contains("PUT /v1/policy?author=ada");
        }
    }
}
