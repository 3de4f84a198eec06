package io.reservoir.controller.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.model.port.Consoles;
import io.reservoir.model.port.Consoles.Part;
import io.reservoir.model.port.Consoles.Printed;
import io.reservoir.model.port.Consoles.Untold;
import io.reservoir.model.vee.VeeId;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Consoles behind agents: what a controller makes of agents that are of another mind, and they of bad requests. */
class AgentConsoleIT {
    private static final VeeId VEE = AgentLab.vee(1);
    private static final Part PART = Part.last(100);

    private AgentLab lab;

    @BeforeEach
    void start(@TempDir Path directory) {
        lab = new AgentLab(directory);
        lab.host.define(AgentLab.definition(VEE), lab.next(), AgentLab.EPOCH);
        lab.host.activate(VEE, lab.next(), AgentLab.EPOCH);
        lab.clock.advance(Duration.ofMinutes(1));
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    @Test
    void tellsWhatTheHostBehindItTells() {
        assertThat(lab.host.console(VEE, new Part(null, 100, 1)))
                .isInstanceOfSatisfying(
                        Printed.class, printed -> assertThat(printed.text()).isEqualTo("up\n"));
        assertThat(lab.host.console(VEE, Part.from(0, Consoles.MOST_BYTES)))
                .isEqualTo(lab.simulated.console(VEE, Part.from(0, Consoles.MOST_BYTES)));
    }

    @Test
    void anAgentThatIsAwayIsSilent() {
        lab.stop();
        assertThat(lab.host.console(VEE, PART)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vee=nonsense | 400",
                "vee=shop/C1[0]%231 | 400",
                "from=0 | 400",
                "vee=VEE&bytes=0 | 400",
                "vee=VEE&bytes=65537 | 400",
                "vee=VEE&bytes=65536 | 200",
                "vee=VEE&from=-1 | 400",
                "vee=VEE&lines=-1 | 400",
                "vee=VEE&lines=1&from=1 | 400",
                "vee=VEE&path=/etc/passwd | 400",
                "vee=VEE | 200",
            })
    void refusesWhatIsNotWellFormed(String query, int status) throws Exception {
        assertThat(answered(query, "h1")).isEqualTo(status);
    }

    @Test
    void refusesWhatIsMeantForAnotherHost() throws Exception {
        assertThat(answered("vee=VEE", "h2")).isEqualTo(421);
    }

    private int answered(String query, String host) throws IOException, InterruptedException {
        var vee = URLEncoder.encode(VEE.toString(), StandardCharsets.UTF_8);
        var escaped = query.replace("VEE", vee).replace("[", "%5B").replace("]", "%5D");
        var address = URI.create("http://127.0.0.1:" + lab.port() + "/v1/console?" + escaped);
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(address)
                    .header(AgentPaths.HOST, host)
                    .build();
            return client.send(request, BodyHandlers.ofString()).statusCode();
        }
    }

    @Test
    void anAgentOfAnOlderReleaseSaysSo() throws IOException {
        var unknown = "{\"type\":\"urn:reservoir:problem:unknown-route\",\"title\":\"there is nothing at this path\","
                + "\"status\":404,\"detail\":\"GET /openapi.json says what there is\",\"instance\":\"/v1/console\"}";
        try (var agent = new Answering(404, unknown)) {
            assertThat(agent.asHost(lab).console(VEE, PART))
                    .isInstanceOfSatisfying(
                            Untold.class,
                            untold -> assertThat(untold.why())
                                    .isEqualTo("the agent of h1 answered: GET /openapi.json says what there is"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"printed\",\"text\":\"a\",\"from\":5,\"next\":4,\"kept\":9}",
                "{\"type\":\"printed\",\"text\":\"a\",\"from\":-1,\"next\":4,\"kept\":9}",
                "{\"type\":\"printed\",\"from\":0,\"next\":4,\"kept\":9}",
                "{\"type\":\"shouted\",\"text\":\"a\"}",
                "LARGE",
                "",
                "null"
            })
    void anAnswerThatIsNoneIsSilence(String body) throws IOException {
        var large = "{\"type\":\"printed\",\"text\":\"" + "x".repeat(Consoles.MOST_BYTES + 1)
                + "\",\"from\":0,\"next\":1,\"kept\":1}";
        try (var agent = new Answering(200, body.equals("LARGE") ? large : body)) {
            assertThat(agent.asHost(lab).console(VEE, PART)).isNull();
        }
    }

    @Test
    void theMostThatAHostMayTellArrives() throws IOException {
        var most = "{\"type\":\"printed\",\"text\":\"" + "\\u001b".repeat(Consoles.MOST_BYTES)
                + "\",\"from\":0,\"next\":65536,\"kept\":65536}";
        try (var agent = new Answering(200, most)) {
            assertThat(agent.asHost(lab).console(VEE, PART))
                    .isEqualTo(new Printed("\u001b".repeat(Consoles.MOST_BYTES), 0, 65_536, 65_536));
        }
    }
}
