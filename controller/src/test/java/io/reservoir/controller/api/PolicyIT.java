package io.reservoir.controller.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.controller.api.view.PolicyView;
import io.reservoir.controller.api.view.ProblemView;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator's directory and a server, over HTTP. */
class PolicyIT {
    private static final String CAP = """
            package operator
            import io.reservoir.rules.policy.*
            rule "cap" when Proposal( target > 4 ) then insert( new Verdict.Cap( 4, "audit" ) ); end
            """;

    @TempDir
    private Path data;

    @TempDir
    private Path rules;

    @Test
    void readsItsDirectoryAgainWhenItIsToldAndKeepsWhatItHasWhereThatIsBroken() throws IOException {
        try (var lab = new ApiLab(data, ApiLab.LIMITS, rules)) {
            var before = lab.as(PolicyView.class, 200, lab.get("/v1/policy"));
            assertThat(before.rules()).allMatch(PolicyView.RuleView::shipped);

            Files.writeString(rules.resolve("cap.drl"), CAP);
            var applied = lab.as(PolicyView.class, 200, put(lab, "/v1/policy?author=ada"));
            assertThat(applied.author()).isEqualTo("ada");
            assertThat(applied.rules()).anyMatch(rule -> rule.name().equals("cap"));

            Files.writeString(rules.resolve("cap.drl"), CAP.replace("target", "tarket"));
            var refused = lab.as(ProblemView.class, 422, put(lab, "/v1/policy?author=ada"));
            assertThat(refused.type()).isEqualTo("urn:reservoir:problem:invalid-policy");
            assertThat(refused.diagnostics()).singleElement().satisfies(found -> {
                assertThat(found.file()).isEqualTo("cap.drl");
                assertThat(found.line()).isEqualTo(3);
                assertThat(found.column()).isEqualTo(27);
            });
            assertThat(lab.as(PolicyView.class, 200, lab.get("/v1/policy"))).isEqualTo(applied);

            assertThat(put(lab, "/v1/policy?author=%3Cscript%3E").statusCode()).isEqualTo(400);
        }
    }

    @Test
    void aServerWithoutADirectoryHasTheShippedRulesAndTakesNoOthers() throws IOException {
        try (var lab = new ApiLab(data, ApiLab.LIMITS)) {
            var refused = lab.as(ProblemView.class, 409, put(lab, "/v1/policy"));

            assertThat(refused.detail()).isEqualTo("this server was started without --policy");
        }
    }

    private static HttpResponse<String> put(ApiLab lab, String path) {
        return lab.send(HttpRequest.newBuilder(lab.uri(path))
                .PUT(HttpRequest.BodyPublishers.noBody())
                .build());
    }
}
