package io.reservoir.controller.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.port.Host.Sighting;
import io.reservoir.model.port.Outcome;
import io.reservoir.model.port.Outcome.Refusal;
import io.reservoir.model.port.Volumes.Kept;
import io.reservoir.model.port.Volumes.NoneKept;
import io.reservoir.model.port.Volumes.Volume;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.service.VolumeSpec;
import io.reservoir.model.vee.VeeId;
import io.reservoir.model.vee.Verb;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Volumes behind agents: what outlives an agent, what it refuses, and agents of another release. */
class AgentVolumesIT {
    private static final VeeId VEE = AgentLab.vee(1);
    private static final ServiceId SERVICE = VEE.service();
    private static final VolumeSpec DATA = new VolumeSpec("data", 1L << 30);

    private AgentLab lab;

    @BeforeEach
    void start(@TempDir Path directory) {
        lab = new AgentLab(directory);
        lab.host.define(AgentLab.definition(VEE), lab.next(), AgentLab.EPOCH);
        assertThat(lab.host.attach(VEE, DATA, lab.next(), AgentLab.EPOCH)).isInstanceOf(Outcome.Done.class);
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    @Test
    void theNextAgentShowsTheSameAndRefusesAnOwnerThatIsOver() {
        lab.restart();
        assertThat(lab.host.volumes(SERVICE)).isEqualTo(lab.simulated.volumes(SERVICE));
        assertThat(lab.host.list())
                .singleElement()
                .satisfies(seen -> assertThat(seen.volumes()).containsExactly("data"));
        lab.host.detach(VEE, "data", lab.next(), AgentLab.EPOCH);
        assertThat(lab.host.delete(SERVICE, "data", new Epoch(6)))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.why()).isEqualTo(Refusal.STALE_EPOCH));
        assertThat(((Kept) Objects.requireNonNull(lab.host.volumes(SERVICE))).volumes())
                .containsExactly(new Volume("data", DATA.bytes(), null));
        assertThat(lab.host.delete(SERVICE, "data", AgentLab.EPOCH)).isInstanceOf(Outcome.Done.class);
        assertThat(lab.host.volumes(SERVICE)).isEqualTo(new Kept(List.of(), false));
    }

    @Test
    void anAgentThatIsAwayIsSilentAndDeletesNothing() {
        lab.stop();
        assertThat(lab.host.volumes(SERVICE)).isNull();
        assertThat(lab.host.delete(SERVICE, "data", AgentLab.EPOCH)).isInstanceOf(Outcome.Refused.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'service':'shop','volume':'data','epoch':7} | 200",
                "{'service':'shop','volume':'Data','epoch':7} | 400",
                "{'service':'shop','volume':'../x','epoch':7} | 400",
                "{'service':'','volume':'data','epoch':7} | 400",
                "{'service':'shop','volume':'data'} | 400",
                "{'service':'shop','volume':null,'epoch':7} | 400",
                "{'service':'shop','volume':'data','epoch':7,'path':'/etc'} | 400",
                "[] | 400",
                "null | 400"
            })
    void takesWellFormedDeletionsAlone(String body, int status) throws Exception {
        assertThat(posted("/v1/volumes/deletions", body)).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'attach':{'name':'logs','bytes':1048576} | ATTACH | 200",
                "'attach':{'name':'logs','bytes':1048577} | ATTACH | 400",
                "'attach':{'name':'<logs/>','bytes':1048576} | ATTACH | 400",
                "'attach':{'name':'logs','bytes':-1} | ATTACH | 400",
                "'detach':'data' | ATTACH | 400",
                "'detach':'data' | DETACH | 200",
                "'detach':'DATA' | DETACH | 400",
                "'detach':null | DETACH | 400",
                "'detach':'data' | PAUSE | 400"
            })
    void takesWellFormedCallsAlone(String field, String verb, int status) throws Exception {
        var body = "{'verb':'" + verb + "','vee':'" + VEE + "','intent':99,'epoch':7," + field + "}";
        assertThat(posted("/v1/calls", body)).isEqualTo(status);
    }

    private int posted(String path, String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + lab.port() + path))
                .header(AgentPaths.HOST, "h1")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.replace('\'', '"')))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.ofString()).statusCode();
        }
    }

    @Test
    void anAgentOfAnOlderReleaseKeepsNone() throws IOException {
        var unknown = "{\"type\":\"urn:reservoir:problem:unknown-route\",\"title\":\"there is nothing at this path\","
                + "\"status\":404,\"detail\":\"GET /openapi.json says what there is\",\"instance\":\"/v1/volumes\"}";
        try (var agent = new Answering(404, unknown)) {
            var host = agent.asHost(lab);
            assertThat(host.volumes(SERVICE))
                    .isEqualTo(new NoneKept("the agent of h1 answered: GET /openapi.json says what there is"));
            assertThat(host.delete(SERVICE, "data", AgentLab.EPOCH)).isInstanceOf(Outcome.Refused.class);
        }
    }

    @Test
    void whatAnAgentOfAnOlderReleaseListsHasNoVolumes() throws IOException {
        var listed = "{\"vees\":[{\"vee\":\"shop/C1[1]#1\",\"state\":\"ACTIVE\",\"size\":{\"vcpus\":1,"
                + "\"memoryBytes\":1,\"diskBytes\":1},\"since\":\"2026-01-01T00:00:00Z\",\"booted\":true,"
                + "\"epoch\":7,\"moving\":false,\"attachments\":[]}]}";
        try (var agent = new Answering(200, listed)) {
            assertThat(agent.asHost(lab).list())
                    .singleElement()
                    .extracting(Sighting::volumes)
                    .isEqualTo(List.of());
        }
    }

    /** What an agent of an older release does not know is not sent to it, unless it is the very thing that is asked. */
    @Test
    void aCallNamesNothingThatIsNotInIt() {
        var call = HostCall.of(Verb.PAUSE, VEE, lab.next(), AgentLab.EPOCH);
        assertThat(HostJson.write(call)).doesNotContain("null", "attach", "detach");
    }
}
