package io.reservoir.controller.whynot;

import static io.reservoir.controller.whynot.Stand.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.controller.decide.Pipeline;
import io.reservoir.controller.node.ServiceMoment;
import io.reservoir.controller.whynot.Inquiry.About;
import io.reservoir.controller.whynot.WhyNot.Flip;
import io.reservoir.controller.whynot.WhyNot.Relation;
import io.reservoir.dsl.program.CheckedService;
import io.reservoir.model.decision.Variable;
import io.reservoir.model.decision.VariableState;
import io.reservoir.model.decision.VariableState.Point;
import io.reservoir.model.reading.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is printed of flip points holds: with the input at the printed value the target flips, at the printed time and
 * not before; one unit of the last digit nearer to what is read now it never does. Shown by running the pipeline as a
 * node does, pass after pass, on seeded programs and states.
 */
class FlipPointsSimulation {
    private static final int PROGRAMS = 25;
    private static final int STATES = 100;
    private static final Variable REPLICAS = Variable.replicas("C1");
    private static final Duration PASS = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofMinutes(20);

    private static final List<String> FORMULAS = List.of(
            "RequestPerSecond(C1) / %d",
            "max(RequestPerSecond(C1) / %d, Queue(C1) / 20)",
            "RequestPerSecond(C1) / %d + Queue(C1) / 30",
            "abs(Users(C1) - 1000) / %d + 1",
            "%d / (Queue(C1) + 1)",
            "Load(C1) / %d",
            "RequestPerSecond(C1) > %d ? 7 : 3",
            "min(RequestPerSecond(C1) / %d, Queue(C1)) ?? 4",
            "round(RequestPerSecond(C1) / %d) * 2",
            "Users(C1) %% %d / 10");

    private static final List<String> CLAUSES = List.of(
            "",
            " band up 0% down 0%",
            " headroom 15%",
            " stabilise up 30 s down 60 s",
            " rate up 1 per 30 s down 1 per 30 s",
            " cooldown in 120 s out 60 s",
            " stabilise down 0 s",
            " min 2 step 2",
            " on unknown fallback 5");

    private final Random random = new Random();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void flipsAtThePrintedValueAndNotOneUnitBefore(long seed) {
        random.setSeed(seed);
        var flips = 0;
        for (var program = 0; program < PROGRAMS; program++) {
            var service = program();
            for (var state = 0; state < STATES; state++) {
                flips += checked(state(service), seed);
            }
        }
        assertThat(flips).as("flip points found").isGreaterThan(PROGRAMS * STATES / 2);
    }

    private CheckedService program() {
        var formula = String.format(FORMULAS.get(random.nextInt(FORMULAS.size())), 50 + random.nextInt(500));
        var statement = "Replicas(C1) = " + formula + " max " + (5 + random.nextInt(36))
                + CLAUSES.get(random.nextInt(CLAUSES.size()));
        var slaClass = List.of("Gold", "Silver", "Bronze").get(random.nextInt(3));
        return random.nextBoolean()
                ? Stand.program("Load(C1) = 2 * Users(C1)", statement)
                : Stand.program("Load(C1) = 2 * Users(C1)", statement, "SLA(C1) = " + slaClass);
    }

    private ServiceMoment state(CheckedService service) {
        var current = 1 + random.nextInt(10);
        var stand = Stand.of(service)
                .state(new VariableState(REPLICAS, current, history(current), history(current), List.of()));
        for (var input : service.inputs()) {
            if (random.nextInt(12) > 0) {
                stand.reading(
                        input.text(), random.nextInt(3) == 0 ? random.nextInt(3_000) : random.nextDouble() * 4_000);
            }
        }
        return stand.moment();
    }

    /** Up to four values in the last ten minutes, the last one that size. */
    private List<Point> history(double last) {
        var points = new ArrayList<Point>();
        var at = NOON.minusSeconds(600);
        points.add(new Point(at, 1 + random.nextInt(10)));
        for (var i = random.nextInt(3); i > 0; i--) {
            at = at.plusSeconds(1 + random.nextInt(200));
            points.add(new Point(at, points.getLast().value() + 1));
        }
        points.add(new Point(at.plusSeconds(random.nextInt(100) + 1), last));
        return List.copyOf(points);
    }

    private int checked(ServiceMoment moment, long seed) {
        var count = 0;
        for (var answer : Inquiry.of(moment, REPLICAS, new About.Either(), true).wishes()) {
            var wish = new Wish(moment.question(REPLICAS, moment.inputs()).current(), answer.size());
            for (var flip : answer.flips()) {
                var told = moment.program().assignments() + " " + moment.inputs() + " " + flip + ", seed " + seed;
                var unit = BigDecimal.ONE.movePointLeft(Math.max(0, flip.value().scale()));
                var nearer = flip.relation() == Relation.AT_LEAST
                        ? flip.value().subtract(unit)
                        : flip.value().add(unit);
                assertThat(firstMet(with(moment, flip, flip.value()), wish, NOON.plus(LONGEST)))
                        .as(told)
                        .isBetween(flip.at(), flip.at().plus(slack(wish)));
                assertThat(firstMet(with(moment, flip, nearer), wish, NOON.plus(LONGEST)))
                        .as(told)
                        .isNull();
                count++;
            }
        }
        return count;
    }

    /** A wish that takes several steps waits for a pass before each. */
    private static Duration slack(Wish wish) {
        return PASS.multipliedBy(2 + (long) Math.abs(wish.size() - wish.current()));
    }

    private record Assumed(ServiceMoment moment, List<Value> inputs) {}

    private static Assumed with(ServiceMoment moment, Flip flip, BigDecimal value) {
        var inputs = new ArrayList<>(moment.inputs());
        for (var i = 0; i < inputs.size(); i++) {
            if (moment.program().inputs().get(i).text().equals(flip.input())) {
                inputs.set(i, Value.known(value.doubleValue()));
            }
        }
        return new Assumed(moment, inputs);
    }

    /** The first pass at which the wish is met, null if there is none; a step back from it ends the passes. */
    private static Instant firstMet(Assumed assumed, Wish wish, Instant last) {
        var question = assumed.moment().question(REPLICAS, assumed.inputs());
        for (var now = NOON; !now.isAfter(last); now = now.plus(PASS)) {
            var answer = Pipeline.decide(question.at(now, question.state()));
            if (wish.isMet(answer.decision().target())) {
                return now;
            }
            if (wish.isAgainst(wish.current(), answer.decision().target())) {
                return null;
            }
            var isQuiet = now.isAfter(NOON) && answer.state().equals(question.state()) && isOld(answer.state(), now);
            if (isQuiet) {
                return null;
            }
            question = question.at(now, answer.state());
        }
        return null;
    }

    /** True if nothing that is remembered is young enough to count in any window of these programs. */
    private static boolean isOld(VariableState state, Instant now) {
        var youngest = state.results()
                        .getLast()
                        .from()
                        .isAfter(state.committed().getLast().from())
                ? state.results().getLast().from()
                : state.committed().getLast().from();
        return youngest.plus(Duration.ofMinutes(16)).isBefore(now);
    }
}
