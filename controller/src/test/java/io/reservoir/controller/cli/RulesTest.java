package io.reservoir.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RulesTest {
    private static final String SEED = "../samples/seed/seed.rsl";

    @Test
    void printsARulePerStatementOfAFile() {
        Run.of("rules", SEED)
                .exits(0)
                .says(
                        "package shape",
                        "// ../samples/seed/seed.rsl:3:1\n// Replicas(C1) = RequestPerSecond(C1) /500\nrule \"Replicas(C1)\"",
                        "SiteGate( open )",
                        "$value : read( \"RequestPerSecond(C1)\" ).over( number( 500.0 ) )");
    }

    @Test
    void printsThemForPrograms() {
        var json = Run.of("rules", SEED, "-o", "json").exits(0).json();

        assertThat(json.path("shape").asText()).hasSize(64);
        assertThat(json.at("/rules/0/id").asText()).isEqualTo("Load(C3)");
        assertThat(json.at("/rules/0/text").asText()).isEqualTo("Load(C3) = 3* Load(C1)");
        assertThat(json.at("/rules/0/place").asText()).isEqualTo(SEED + ":1:1");
        assertThat(json.at("/rules/0/drl").asText()).contains("rule \"Load(C3)\"");
    }

    @Test
    void readsEnvelopesAndStandardInput() {
        Run.of("rules", "../samples/ovf/webshop.ovf").exits(0).says("rule \"Replicas(C1)\"");
        Run.withInput("Replicas(C1) = 2 * Users(C1)\n", "rules", "-").exits(0).says("rule \"Replicas(C1)\"");
    }

    @Test
    void saysWhatIsWrongWithAFile() {
        Run.of("rules", "../samples/broken/ten-mistakes.rsl")
                .exits(1)
                .printsNothing()
                .tells("error[RSL-", "ten-mistakes.rsl has errors");
        Run.of("rules", "../samples/tariffs/standard.rsl")
                .exits(1)
                .printsNothing()
                .tells("is a provider's file: it has no rules");
        Run.of("rules", "missing.rsl").exits(1).printsNothing().tells("there is no such file");
    }
}
