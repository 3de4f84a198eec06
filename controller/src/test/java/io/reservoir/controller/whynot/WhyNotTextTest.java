package io.reservoir.controller.whynot;

import static io.reservoir.controller.whynot.Stand.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.reservoir.controller.api.view.ViewJson;
import io.reservoir.controller.explain.Baselines;
import io.reservoir.controller.whynot.Inquiry.About;
import io.reservoir.model.decision.Variable;
import io.reservoir.model.decision.VariableState.Point;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What why-not says, word by word, in files beside this test's resources. */
class WhyNotTextTest {
    private static WhyNot busy() {
        return Stand.of(
                        "Replicas(C1) = max(RequestPerSecond(C1) / 500, Queue(C1) / 20) headroom 15% max 40",
                        "hold in C1 until 2026-03-02T12:20:00Z \"sale\"")
                .current(6)
                .reading("RequestPerSecond(C1)", 2_300)
                .reading("Queue(C1)", 3)
                .asked(new About.Either());
    }

    @Test
    void tellsFlipPointsAndWhatStandsInTheWay() {
        Baselines.assertSame(WhyNotText.of(busy()), "whynot/busy.txt");
    }

    @Test
    void tellsWhatComesByItself() {
        var whyNot = Stand.of("Replicas(C1) = RequestPerSecond(C1) / 500 max 6")
                .current(6, new Point(NOON.minus(Duration.ofHours(1)), 6), new Point(NOON.minusSeconds(100), 5))
                .reading("RequestPerSecond(C1)", 2_100)
                .asked(new About.Either());

        Baselines.assertSame(WhyNotText.of(whyNot), "whynot/coming.txt");
    }

    @Test
    void tellsSizesInTheirUnits() {
        var memory = new Variable(Variable.Kind.MEMORY, "C1");
        var moment = Stand.of("Memory(C1) = Sessions(C1) * 2 MB max 4 GB")
                .current(memory, 0x1p30)
                .reading("Sessions(C1)", 500)
                .moment();

        Baselines.assertSame(WhyNotText.of(Inquiry.of(moment, memory, new About.More(), false)), "whynot/memory.txt");
    }

    @Test
    void readsTheSameFromJson() throws JsonProcessingException {
        var json = ViewJson.mapper();

        var read = json.readValue(json.writeValueAsString(busy()), WhyNot.class);

        assertThat(WhyNotText.of(read)).isEqualTo(WhyNotText.of(busy()));
    }
}
