package io.reservoir.controller.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reservoir.controller.api.view.EntryView;
import io.reservoir.controller.api.view.ViewJson;
import io.reservoir.controller.image.Replay;
import io.reservoir.controller.image.ServiceImage;
import io.reservoir.controller.sim.FailurePlan;
import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.reading.Reading;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.vee.Verb;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Whole nodes of 25 services, and hosts that fail and are too small for them: after no entry does a component own
 * more than its maximum, and the same history, played to another node, yields the same bytes.
 */
class HistoryPropertyTest {
    private static final int NODES = 400;
    private static final int SERVICES = 25;
    private static final int EVENTS = 5;
    private static final List<Verb> TENANTS = List.of(Verb.PAUSE, Verb.SUSPEND, Verb.SHUTDOWN, Verb.DESTROY);

    private final ObjectMapper json = ViewJson.mapper();
    private int cases;
    private int fullCases;

    /** What happens to a service before a pass: a reading, and perhaps a word of its tenant about one of its VEEs. */
    private record Event(double load, int told, Verb verb) {}

    /** A service and what happens to it; one of each for every round. */
    private record Life(ServiceId service, int max, int initial, List<Event> events) {}

    private record Round(Duration pause, boolean restart) {}

    private record World(List<Life> lives, List<Round> rounds, FailurePlan failures) {}

    @Test
    void ownedNeverExceedsMaxAndAHistoryPlayedAgainYieldsTheSameBytes() throws JsonProcessingException {
        for (int i = 0; i < NODES; i++) {
            var world = world(new Random(i));
            var once = played(world);
            var again = played(world);
            for (var life : world.lives) {
                var entries = once.ledger.read(life.service, 0, Integer.MAX_VALUE);
                neverOwnsMoreThan(life, entries, "node " + i);
                assertThat(bytes(again.ledger.read(life.service, 0, Integer.MAX_VALUE)))
                        .as("node %s, %s", i, life.service)
                        .isEqualTo(bytes(entries));
                cases++;
            }
        }
        assertThat(cases).isGreaterThanOrEqualTo(10_000);
        assertThat(fullCases).as("cases in which the maximum was reached").isGreaterThan(cases / 4);
    }

    private void neverOwnsMoreThan(Life life, List<Recorded> entries, String which) {
        var image = ServiceImage.empty(life.service);
        int most = 0;
        for (var recorded : entries) {
            image = Replay.apply(image, recorded);
            most = Math.max(most, image.vees().size());
            if (image.vees().size() > life.max) {
                assertThat(image.vees().size())
                        .as("%s, %s after entry %s", which, life.service, recorded.seq())
                        .isLessThanOrEqualTo(life.max);
            }
        }
        fullCases += most == life.max ? 1 : 0;
    }

    private static World world(Random random) {
        var lives = new ArrayList<Life>();
        for (int s = 0; s < SERVICES; s++) {
            var max = random.nextInt(1, 6);
            var events = new ArrayList<Event>();
            for (int i = 0; i < EVENTS; i++) {
                events.add(new Event(
                        random.nextInt(900),
                        random.nextInt(8) == 0 ? random.nextInt(5) : -1,
                        TENANTS.get(random.nextInt(TENANTS.size()))));
            }
            lives.add(new Life(new ServiceId("S" + s), max, random.nextInt(1, max + 1), events));
        }
        var rounds = new ArrayList<Round>();
        for (int i = 0; i < EVENTS; i++) {
            rounds.add(new Round(Duration.ofSeconds(random.nextInt(5, 90)), random.nextInt(10) == 0));
        }
        var failures = FailurePlan.NONE
                .withFailedLaunches(sometimes(random))
                .withCrashes(sometimes(random), Duration.ofSeconds(random.nextInt(1, 60)))
                .withRefusals(sometimes(random))
                .withLostReplies(sometimes(random));
        return new World(lives, rounds, failures);
    }

    private static int sometimes(Random random) {
        return random.nextBoolean() ? 0 : random.nextInt(2, 7);
    }

    private static NodeLab played(World world) {
        var lab = new NodeLab().host("h1", 40, world.failures).host("h2", 30, FailurePlan.NONE);
        lab.startNode();
        for (var life : world.lives) {
            lab.node.submit(Node.Submission.of(life.service + ".rsl", manifest(life)), life.service);
            lab.node.activate(life.service);
        }
        for (int i = 0; i < EVENTS; i++) {
            var round = world.rounds.get(i);
            if (round.restart) {
                lab.startNode();
            }
            for (var life : world.lives) {
                tell(lab, life.service, life.events.get(i));
            }
            lab.clock.advance(round.pause);
            for (var life : world.lives) {
                lab.node.accept(List.of(new Reading(
                        life.service,
                        "RequestPerSecond",
                        "C1",
                        Reading.SERVICE_LEVEL,
                        life.events.get(i).load,
                        lab.clock.instant())));
            }
            lab.step();
        }
        return lab;
    }

    private static void tell(NodeLab lab, ServiceId service, Event event) {
        var vees = List.copyOf(lab.node.image(service).vees().keySet());
        if (event.told >= 0 && event.told < vees.size()) {
            lab.node.tell(vees.get(event.told), event.verb);
        }
    }

    private static String manifest(Life life) {
        return """
                service %s
                C1(1 CPU, 1 GB, 10 GB disk) { replicas min 1 max %d initial %d }
                metric RequestPerSecond(C1) gauge req/s sum every 10 s
                Replicas(C1) = RequestPerSecond(C1) / 100  stabilise down 20 s rate down 100%% per 10 s
                """.formatted(life.service, life.max, life.initial);
    }

    private String bytes(List<Recorded> entries) throws JsonProcessingException {
        var text = new StringBuilder();
        for (var recorded : entries) {
            text.append(json.writeValueAsString(EntryView.of(recorded))).append('\n');
        }
        return text.toString();
    }
}
