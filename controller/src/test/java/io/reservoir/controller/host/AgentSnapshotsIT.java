package io.reservoir.controller.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.model.port.VeeSnapshots.Kept;
import io.reservoir.model.port.VeeSnapshots.Snapshot;
import io.reservoir.model.port.VeeSnapshots.SnapshotId;
import io.reservoir.model.port.VeeSnapshots.Unkept;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.vee.VeeId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Snapshots of a host behind its agent, over a real connection. */
class AgentSnapshotsIT {
    private static final VeeId VEE = new VeeId(new ServiceId("shop"), "C1", 1, 1);
    private static final SnapshotId ONE = new SnapshotId(VEE, "one");

    @TempDir
    private Path directory;

    private AgentLab lab;

    @BeforeEach
    void start() throws IOException {
        lab = new AgentLab(directory);
        lab.host.define(AgentLab.definition(VEE), lab.next(), AgentLab.EPOCH);
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    @Test
    void takesListsAndDeletesWhatTheHostBehindItDoes() {
        var taken = lab.host.take(ONE);
        assertThat(taken).isInstanceOf(Kept.class).isEqualTo(lab.simulated.list(VEE.service()));
        assertThat(lab.host.list(VEE.service())).isEqualTo(taken);
        assertThat(lab.host.list(new ServiceId("other"))).isEqualTo(new Kept(List.of()));
        var failed = Snapshot.failed(ONE, lab.clock.instant(), "<b>\"why\"\n");
        assertThat(HostJson.write(new Kept(List.of(failed)))).contains("FAILED", "\\\"why\\\"\\n");

        assertThat(lab.host.take(new SnapshotId(new VeeId(VEE.service(), "C9", 1, 1), "one")))
                .isInstanceOfSatisfying(
                        Unkept.class, unkept -> assertThat(unkept.why()).contains("C9[1]#1 is not there"));
        assertThat(lab.host.delete(ONE)).isEqualTo(new Kept(List.of()));
        assertThat(lab.simulated.list(VEE.service())).isEqualTo(new Kept(List.of()));
    }

    @Test
    void anAgentThatIsAwayIsSilent() {
        lab.stop();
        assertThat(lab.host.take(ONE)).isNull();
        assertThat(lab.host.list(VEE.service())).isNull();
        assertThat(lab.host.delete(ONE)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST | /v1/snapshots/take?vee=VEE&name=two | 200",
                "POST | /v1/snapshots/take?vee=VEE&name=%3Cb%3E | 400",
                "POST | /v1/snapshots/take?vee=VEE&name=..%2Ftwo | 400",
                "POST | /v1/snapshots/take?vee=VEE&name=a123456789012345678901234567890123 | 400",
                "POST | /v1/snapshots/take?vee=VEE | 400",
                "POST | /v1/snapshots/take?vee=nonsense&name=two | 400",
                "POST | /v1/snapshots/delete?vee=VEE&name=-two | 400",
                "GET | /v1/snapshots?service=%2F | 400",
                "GET | /v1/snapshots?service=shop | 200",
                "GET | /v1/snapshots/take?vee=VEE&name=two | 405",
            })
    void refusesWhatIsNotWellFormed(String method, String path, int status) throws Exception {
        var escaped = path.replace("VEE", "shop%2FC1%5B1%5D%231");
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + lab.port() + escaped))
                    .header(AgentPaths.HOST, "h1")
                    .method(method, BodyPublishers.noBody())
                    .build();
            assertThat(client.send(request, BodyHandlers.ofString()).statusCode())
                    .isEqualTo(status);
        }
    }
}
