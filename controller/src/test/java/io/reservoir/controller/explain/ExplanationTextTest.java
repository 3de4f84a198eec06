package io.reservoir.controller.explain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.reservoir.controller.api.view.ViewJson;
import io.reservoir.model.decision.Variable;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What explanations say of {@link ShopLedger}, word by word, in files beside this test's resources. */
final class ExplanationTextTest {
    private final EntrySource shop = EntrySource.of(ShopLedger.written(), ShopLedger.SHOP);

    private Explanation decision(String component, @Nullable Instant at) {
        return Objects.requireNonNull(Explanations.of(shop, Variable.replicas(component), at));
    }

    @ParameterizedTest
    @CsvSource({
        "C1, 30, grown-and-one-failed",
        "C1, 400, beyond-max-and-no-room",
        "C1, 4000, shrunk-without-a-statement",
        "C2, 400, held-by-unknown-readings",
    })
    void tellsADecision(String component, int second, String baseline) {
        var explanation = decision(component, ShopLedger.NOON.plusSeconds(second));
        Baselines.assertSame(ExplanationText.of(explanation), "explain/" + baseline + ".txt");
    }

    @ParameterizedTest
    @CsvSource({
        "C1[1], , vee-stopped",
        "C1[2], 1, vee-failed",
        "C1[2], , vee-waiting-in-its-second-life",
        "C1[3], , vee-never-placed",
    })
    void tellsAVee(String replica, @Nullable Integer life, String baseline) {
        var explanation = Objects.requireNonNull(Explanations.ofVee(shop, replica, life, null));
        Baselines.assertSame(ExplanationText.of(explanation), "explain/" + baseline + ".txt");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 7, 15, 16, 26, 29, 38})
    void tellsAnEntryAndTheWayBackFromIt(long seq) {
        var explanation = Objects.requireNonNull(Explanations.ofEntry(shop, seq));
        Baselines.assertSame(ExplanationText.of(explanation), "explain/entry-" + seq + ".txt");
    }

    @Test
    void readsTheSameFromJson() throws JsonProcessingException {
        var json = ViewJson.mapper();
        var explanation = decision("C1", null);
        var read = json.readValue(json.writeValueAsString(explanation), Explanation.class);
        assertThat(ExplanationText.of(read)).isEqualTo(ExplanationText.of(explanation));
    }

    @Test
    void writesJsonForPrograms() throws JsonProcessingException {
        var explanation = decision("C2", null);
        var json = ViewJson.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(explanation);
        Baselines.assertSame(json + "\n", "explain/held-by-unknown-readings.json");
    }
}
