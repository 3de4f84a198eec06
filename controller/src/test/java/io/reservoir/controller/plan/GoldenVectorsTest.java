package io.reservoir.controller.plan;

import static io.reservoir.controller.image.Story.c1;
import static io.reservoir.controller.image.Story.host;
import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.model.plan.Step;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The golden vectors of the language's specification, section 8, that are about plans. */
class GoldenVectorsTest {
    @Test
    void vector7ReapsTheFailedAndStartsNothingYet() {
        var planning = Planning.of().host("h1", "D1");
        planning.story.ready(c1(1), "h1").ready(c1(2), "h1").failed(c1(3), "h1").failed(c1(4), "h1");
        var plan = planning.plan(4, 4);
        assertThat(Planning.steps(plan, Step.Start.class)).isEmpty();
        assertThat(Planning.steps(plan, Step.Await.class)).isEmpty();
        assertThat(Planning.vees(plan, Step.Remove.class)).containsExactly(c1(3), c1(4));
        assertThat(plan.steps()).hasSize(2);
        assertThat(planning.situation().image().componentBreakers().get("C1").failures())
                .isEqualTo(2);
        assertThat(planning.situation().image().hostBreakers().get(host("h1")).failures())
                .isEqualTo(2);
    }

    @Test
    void vector14TakesTheOtherAllowedDomainWhereOneIsFull() {
        var planning =
                allowedInTheFirstAndThird().host("h1", "D1", 0).host("h2", "D2").host("h3", "D3");
        assertThat(Planning.hosts(planning.plan(1))).containsExactly("h3");
    }

    @Test
    void vector14LeavesPendingWhatFitsNowhereAllowed() {
        var planning =
                allowedInTheFirstAndThird().host("h1", "D1", 0).host("h2", "D2").host("h3", "D3", 0);
        var plan = planning.plan(2);
        assertThat(plan.steps()).hasSize(2).allMatch(Step.Await.class::isInstance);
    }

    @Test
    void vector15SharesByLargestRemainderWithATieToTheLargerShare() {
        var planning = Planning.of("Deploy(C1) = { D1: 70%, D3: 30% }")
                .host("h1", "D1")
                .host("h3", "D3");
        var perHost = new LinkedHashMap<String, Integer>();
        Planning.hosts(planning.plan(5)).forEach(host -> perHost.merge(host, 1, Integer::sum));
        assertThat(perHost).containsOnly(Map.entry("h1", 4), Map.entry("h3", 1));
        assertThat(Shares.of(Map.of("D1", 0.7, "D3", 0.3), 5)).containsOnly(Map.entry("D1", 4), Map.entry("D3", 1));
    }

    private static Planning allowedInTheFirstAndThird() {
        return Planning.of("Deploy(C1) = { D1, D3 }");
    }
}
