package io.reservoir.controller.plan;

import static io.reservoir.controller.image.Story.SMALL;
import static io.reservoir.controller.image.Story.c1;
import static io.reservoir.controller.image.Story.vee;
import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.model.plan.Step;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PlacementTest {
    @Test
    void prefersDomainsInTheOrderWritten() {
        var planning = Planning.of("Deploy(C1) = [D3, D1]").host("h1", "D1", 8).host("h3", "D3", 1);
        assertThat(Planning.hosts(planning.plan(3))).containsExactly("h3", "h1", "h1");
    }

    @Test
    void neverUsesAnExcludedDomain() {
        var planning = Planning.of("Deploy(C1) = !{D2}").host("h1", "D1", 1).host("h2", "D2", 8);
        var plan = planning.plan(2);
        assertThat(Planning.hosts(plan)).containsExactly("h1");
        assertThat(Planning.steps(plan, Step.Await.class)).hasSize(1);
    }

    @Test
    void takesTheHostWithMostRoomWhereNothingElseIsSaid() {
        var planning = Planning.of().host("h1", "D1", 3).host("h2", "D1", 5);
        assertThat(Planning.hosts(planning.plan(4))).containsExactly("h2", "h2", "h1", "h2");
    }

    @Test
    void spreadsOverHostsHoweverMuchRoomOneHas() {
        var planning = Planning.manifest("C1(1 CPU, 1 GB, 10 GB disk) { replicas max 10  spread hosts }")
                .host("h1", "D1", 8)
                .host("h2", "D1", 2)
                .host("h3", "D2", 3);
        assertThat(Planning.hosts(planning.plan(6))).containsExactly("h1", "h3", "h2", "h1", "h3", "h2");
    }

    @Test
    void spreadsOverDomainsBeforeHosts() {
        var planning = Planning.manifest("C1(1 CPU, 1 GB, 10 GB disk) { replicas max 10  spread domains }")
                .host("h1", "D1", 8)
                .host("h2", "D1", 8)
                .host("h3", "D2", 8);
        assertThat(Planning.hosts(planning.plan(4))).containsExactly("h1", "h3", "h2", "h3");
    }

    @Test
    void spreadsAsTheSlaClassSaysWhereTheComponentSaysNothing() {
        var planning = Planning.of("SLA(C1) = Gold").host("h1", "D1", 8).host("h2", "D1", 2);
        assertThat(Planning.hosts(planning.plan(4))).containsExactly("h1", "h2", "h1", "h2");
    }

    @Test
    void prefersTheHostAndThenTheDomainOfWhatItIsToBeNear() {
        var planning = Planning.manifest("""
                C1(1 CPU, 1 GB, 10 GB disk) { replicas max 10  near C2 }
                C2(1 CPU, 1 GB, 10 GB disk) { replicas max 1 }
                """)
                .host("h1", "D1", 8)
                .host("h2", "D2", 1)
                .host("h3", "D2", 2)
                .host("h4", "D1", 7);
        planning.story.ready(vee("C2", 1), "h2");
        assertThat(Planning.hosts(planning.plan(4))).containsExactly("h2", "h3", "h3", "h1");
    }

    @Test
    void spreadComesBeforeNearness() {
        var planning = Planning.manifest("""
                C1(1 CPU, 1 GB, 10 GB disk) { replicas max 10  near C2  spread hosts }
                C2(1 CPU, 1 GB, 10 GB disk) { replicas max 1 }
                """).host("h1", "D1", 8).host("h2", "D2", 8);
        planning.story.ready(vee("C2", 1), "h2");
        assertThat(Planning.hosts(planning.plan(4))).containsExactly("h2", "h1", "h2", "h1");
    }

    @Test
    void countsWhatIsOnItsWayToAHost() {
        var planning = Planning.of().host("h1", "D1", 2);
        planning.story.started(c1(1), "h1");
        var plan = planning.plan(3);
        assertThat(Planning.vees(plan, Step.Start.class)).containsExactly(c1(1), c1(2));
        assertThat(Planning.vees(plan, Step.Await.class)).containsExactly(c1(3));
    }

    @Test
    void leavesAHostAloneThatItsBreakerSetAside() {
        var planning = Planning.of().host("h1", "D1", 8).host("h2", "D1", 1);
        planning.story
                .failed(c1(1), "h1")
                .failed(c1(2), "h1")
                .ready(c1(4), "h2")
                .failed(c1(3), "h1");
        assertThat(Planning.hosts(planning.plan(2))).containsExactly("h2");
        planning.story.after(Duration.ofMinutes(1));
        assertThat(Planning.hosts(planning.plan(2))).containsExactly("h1");
    }

    @Test
    void tellsHowManyMoreCouldBePlaced() {
        var planning = Planning.of("Deploy(C1) = {D1}").host("h1", "D1", 3).host("h2", "D2", 8);
        var situation = planning.situation();
        var component = situation.spec().component("C1");
        assertThat(Planner.room(situation, component, SMALL, 9)).isEqualTo(3);
        assertThat(Planner.room(situation, component, SMALL, 2)).isEqualTo(2);
    }
}
