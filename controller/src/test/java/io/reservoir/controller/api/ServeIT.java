package io.reservoir.controller.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reservoir.controller.cli.Serve;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command in a process of its own. */
class ServeIT {
    private static final Pattern SERVING = Pattern.compile("serving on (http://localhost:\\d+) with 4 hosts");

    @TempDir
    Path directory;

    /** What the process runs. */
    static final class Main {
        public static void main(String[] args) {
            System.exit(new CommandLine(new Serve()).execute(args));
        }
    }

    private Process serve(String... options) throws IOException {
        var command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(options));
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log().toFile())
                .start();
    }

    private Path log() {
        return directory.resolve("log");
    }

    private String url() {
        var url = new String[1];
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            var match = SERVING.matcher(Files.readString(log()));
            url[0] = match.find() ? match.group(1) : null;
            return url[0] != null;
        });
        return url[0];
    }

    @Test
    void servesUntilItIsToldToEndAndGoesOnWhereItEnded() throws Exception {
        var manifest = "service Shop\nC1(1 CPU, 1 GB, 4 GB disk) { replicas max 2 }\n";
        try (var client = HttpClient.newHttpClient()) {
            for (var life = 1; life <= 2; life++) {
                var process = serve("--port", "0", "--data", "data");
                try {
                    var services = URI.create(url() + "/v1/services");
                    var sent = client.send(
                            HttpRequest.newBuilder(services)
                                    .header("Content-Type", "text/plain")
                                    .POST(HttpRequest.BodyPublishers.ofString(manifest))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
                    assertThat(sent.statusCode()).as(sent.body()).isEqualTo(life == 1 ? 201 : 200);
                    process.destroy();
                    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
                    assertThat(Files.readString(log()))
                            .contains("data in " + directory.toRealPath())
                            .contains("stopped");
                } finally {
                    process.destroyForcibly();
                }
            }
        }
    }

    @Test
    void refusesAnAddressThatOthersReachUnlessToldThatTheyAreTrusted() throws Exception {
        var process = serve("--address", "0.0.0.0", "--port", "0");
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(Files.readString(log())).contains("no authentication").contains("--insecure-network-is-trusted");
    }

    @Test
    void saysWhatIsWrongWithAHost() throws Exception {
        var process = serve("--host", "sim:h1,cpu=3");
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(Files.readString(log())).contains("did you mean `cpus`?");
    }
}
