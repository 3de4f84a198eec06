package io.reservoir.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every decision of the demo follows from what its ledger has before it. */
class VerifySimulation {
    @TempDir
    Path directory;

    @Test
    void everyRecordOfTheDemoRederivesItsOwnNumber() {
        verify("--for", "120h");
    }

    @Test
    void evenWhereHostsFail() {
        verify("--for", "64h", "--fail-every", "3");
    }

    private void verify(String... options) {
        var demo = new ArrayList<>(List.of("demo", "--keep", directory.toString(), "-o", "json"));
        demo.addAll(List.of(options));
        var summary = Run.of(demo.toArray(String[]::new)).exits(0).json();

        var result = Run.of("explain", "--verify", "--data", directory.toString(), "-o", "json")
                .exits(0)
                .json();

        assertThat(result.path("differences")).isEmpty();
        assertThat(result.path("decisions").asInt())
                .isPositive()
                .isGreaterThanOrEqualTo(summary.path("decisions").asInt());
    }
}
