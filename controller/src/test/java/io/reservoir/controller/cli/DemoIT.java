package io.reservoir.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reservoir.cluster.store.SqliteLedger;
import io.reservoir.cluster.store.StoreUnavailable;
import io.reservoir.controller.replay.Lives;
import io.reservoir.model.service.ServiceId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo in a process of its own, as a person starts it and as a power cut ends it. */
class DemoIT {
    private static final int KILLS = 3;
    private static final ServiceId WEB_SHOP = new ServiceId("WebShop");

    @TempDir
    Path directory;

    @Test
    void goesOnAfterKillsWithNeitherGapNorOverlapInTheBill() throws IOException, InterruptedException {
        var kept = directory.resolve("kept");
        for (int round = 1; round <= KILLS; round++) {
            killOnceTheLedgerHolds(150L * round, kept);
        }
        var resumed = finished("--keep", kept.toString());
        var undisturbed = finished("--keep", directory.resolve("whole").toString());
        for (var key : List.of("hours", "maxOwned", "currency")) {
            assertThat(resumed.get(key)).as(key).isEqualTo(undisturbed.get(key));
        }
        // a call whose end nobody saw counts 10 s later, so a kill may cost each VEE then in work so much
        assertThat(resumed.get("veeHours").asDouble())
                .isCloseTo(undisturbed.get("veeHours").asDouble(), within(KILLS * 10 * 30 / 3_600.0));
        try (var ledger = SqliteLedger.readOnly(kept)) {
            Lives.of(ledger, WEB_SHOP).areBilledWithoutGapOrOverlap(Instant.parse("1998-06-10T00:00:00Z"));
        }
    }

    /** Starts the demo, waits until its ledger has that many entries, and takes the process away. */
    private void killOnceTheLedgerHolds(long entries, Path kept) throws IOException {
        var demo = start(directory.resolve("killed.json"), "--keep", kept.toString());
        try {
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> !demo.isAlive() || holds(entries, kept));
            assertThat(demo.isAlive()).as("it was to be killed on its way").isTrue();
        } finally {
            demo.destroyForcibly();
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> !demo.isAlive());
    }

    private static boolean holds(long entries, Path kept) {
        try (var ledger = SqliteLedger.readOnly(kept)) {
            return !ledger.read(WEB_SHOP, entries - 1, 1).isEmpty();
        } catch (StoreUnavailable e) {
            return false;
        }
    }

    private JsonNode finished(String... options) throws IOException, InterruptedException {
        var result = directory.resolve("result.json");
        assertThat(start(result, options).waitFor()).isZero();
        return new ObjectMapper().readTree(result.toFile());
    }

    private Process start(Path result, String... options) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Reservoir.class.getName(),
                "demo",
                "--for",
                "48h",
                "-o",
                "json"));
        command.addAll(List.of(options));
        return new ProcessBuilder(command)
                .redirectOutput(result.toFile())
                .redirectError(directory.resolve("stderr.txt").toFile())
                .start();
    }
}
