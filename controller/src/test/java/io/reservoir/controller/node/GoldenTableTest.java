package io.reservoir.controller.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.controller.decide.Pipeline;
import io.reservoir.dsl.Rsl;
import io.reservoir.dsl.program.CheckedService;
import io.reservoir.model.decision.Authority;
import io.reservoir.model.decision.Decision;
import io.reservoir.model.decision.NamedValue;
import io.reservoir.model.decision.Notice;
import io.reservoir.model.decision.Variable;
import io.reservoir.model.decision.VariableState;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.plan.Plan;
import io.reservoir.model.plan.Reason;
import io.reservoir.model.plan.Step;
import io.reservoir.model.reading.Reading;
import io.reservoir.model.reading.Value;
import io.reservoir.model.service.Size;
import io.reservoir.model.site.HostCapacity;
import io.reservoir.model.site.HostId;
import io.reservoir.model.vee.VeeId;
import io.reservoir.model.vee.VeePhase;
import io.reservoir.rules.session.RuleEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All golden vectors of the language's specification, section 8, from a manifest's text through engine and pipeline. */
class GoldenTableTest {
    private static final String RPS = "Replicas(C1) = RequestPerSecond(C1) / 500";
    private static final Size BIG = new Size(64, 1L << 40, 1L << 44);

    /** A metric that is not read is no metric of the program, so `-` is read nowhere. */
    @ParameterizedTest(name = "vector {0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "1  | 6  | RequestPerSecond=3412 | 7  | " + RPS,
                "2  | 6  | RequestPerSecond=3100 | 6  | " + RPS,
                "2  | 6  | RequestPerSecond=3100 | 7  | " + RPS + " band up 0",
                "2  | 6  | RequestPerSecond=3100 | 8  | " + RPS + "; SLA(C1) = Gold",
                "3  | 6  | RequestPerSecond=2750 | 6  | " + RPS,
                "5  | 5  | RequestPerSecond=3000 | 6  | " + RPS,
                "6  | 4  | RequestPerSecond=4500 | 4  | " + RPS + " max 4",
                "8  | 6  | -                     | 6  | " + RPS,
                "8  | 6  | -                     | 8  | " + RPS + " ?? 8",
                "9  | 6  | Queue=200             | 10 | Replicas(C1) = max(RequestPerSecond(C1)/500, Queue(C1)/20)",
                "9  | 12 | Queue=200             | 12 | Replicas(C1) = max(RequestPerSecond(C1)/500, Queue(C1)/20)",
                "10 | 6  | -                     | 7  | Replicas(C1) = 7 combine max; Replicas(C1) = 5 combine max",
                "19 | 8  | RequestPerSecond=3412 | 8  | " + RPS + " headroom 15%",
                "19 | 7  | RequestPerSecond=3412 | 9  | " + RPS + " headroom 15%",
            })
    void decidesAsTheSpecificationSays(int vector, int current, String reading, int expected, String statements) {
        var rig = rig(statements).sized("C1", current);
        read(rig, reading);
        assertThat(only(rig.pass()).target()).as("vector %s", vector).isEqualTo(expected);
    }

    @Test
    void vector4HoldsTheGreatestResultOfTheLast300Seconds() {
        var rig = rig(RPS).sized("C1", 6);
        var results = List.of(
                new VariableState.Point(Rig.NOON.minusSeconds(290), 6),
                new VariableState.Point(Rig.NOON.minusSeconds(200), 5));
        rig.remembering(new VariableState(Variable.replicas("C1"), 6, results, results.subList(0, 1), List.of()));
        read(rig, "RequestPerSecond=2100");
        var decision = only(rig.pass());
        assertThat(decision.target()).isEqualTo(6);
        assertThat(decision.because()).startsWith("stabilise: 6 is the greatest");
    }

    @Test
    void vector6SaysWhatIsUnmetAndTellsOfIt() {
        var rig = rig(RPS + " max 4").sized("C1", 4);
        read(rig, "RequestPerSecond=4500");
        var decision = only(rig.pass());
        assertThat(decision.unmet()).isEqualTo(5);
        assertThat(decision.notices()).extracting(Notice::code).containsExactly(Notice.Code.BEYOND_MAX);
    }

    @Test
    void vector7StartsNothingReapsTwoAndCountsTwo() {
        var rig = rig(RPS + " max 4").sized("C1", 4).recorded();
        for (int ordinal = 3; ordinal <= 4; ordinal++) {
            rig.then(rig.change("C1", ordinal, VeePhase.GONE));
            var vee = new VeeId(rig.image().id(), "C1", ordinal, 2);
            var size = new Size(1, 1, 1);
            var because = new Reason("a test wants it", null);
            rig.then(new Entry.Planned(
                    new Plan(List.of(new Step.Start(vee, size, new HostId("h1"), because)), List.of())));
            rig.then(new Entry.VeeChanged(
                    vee, VeePhase.FAILED, null, new HostId("h1"), size, rig.clock.instant(), "it failed"));
        }
        read(rig, "RequestPerSecond=2000");
        var answers = rig.pass();
        var plan = rig.plan(List.of(host("h1", "D1", true)), answers);
        assertThat(only(answers).target()).isEqualTo(4);
        assertThat(plan.steps()).hasSize(2).allMatch(Step.Remove.class::isInstance);
        assertThat(rig.image().componentBreakers().get("C1").failures()).isEqualTo(2);
    }

    @Test
    void vector11RoundsVirtualCpusUp() {
        var rig = rig("CPU(C1) = Users(C1) / 1000 max 8").sized("C1", 1);
        read(rig, "Users=2300");
        var cpu = rig.pass().stream()
                .map(Pipeline.Answer::decision)
                .filter(d -> d.variable().kind() == Variable.Kind.CPU)
                .findFirst()
                .orElseThrow();
        assertThat(cpu.target()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"340, 340", "-1, 300"})
    void vector12TheGreaterOfMeasuredAndDerivedCounts(double measured, double expected) {
        var rig = rig("C3(1 CPU, 1 GB, 10 GB disk) { replicas max 1000 }; Load(C3) = 3* Load(C1);"
                + " Replicas(C3) = Load(C3) / 10");
        rig.read("Load", "C1", Reading.SERVICE_LEVEL, 100);
        if (measured > 0) {
            rig.read("Load", "C3", Reading.SERVICE_LEVEL, measured);
        }
        rig.pass();
        assertThat(rig.evaluation().indicators())
                .singleElement()
                .isEqualTo(new NamedValue("Load(C3)", Value.known(expected)));
    }

    @Test
    void vector13ACycleIsAnErrorAtItsSecondLine() {
        var compilation = Rsl.compile("shop.rsl", "Load(A) = 2 * Load(B)\nLoad(B) = Load(A)\n");
        assertThat(compilation.service()).isNull();
        assertThat(compilation.diagnostics())
                .anyMatch(d -> d.span().line() == 2 && d.message().contains("Load"));
    }

    @Test
    void vector14GoesWhereThereIsRoomAndNowhereElse() {
        var toD3 = placed(host("h1", "D1", false), host("h2", "D2", true), host("h3", "D3", true));
        assertThat(toD3.steps()).hasSize(1);
        assertThat(((Step.Start) toD3.steps().getFirst()).host()).isEqualTo(new HostId("h3"));
        var nowhere = placed(host("h1", "D1", false), host("h2", "D2", true), host("h3", "D3", false));
        assertThat(nowhere.steps()).hasSize(1).first().isInstanceOf(Step.Await.class);
    }

    private Plan placed(HostCapacity... hosts) {
        var rig = rig("Replicas(C1) = 1; Deploy(C1) = {D1, D3}").recorded();
        return rig.plan(List.of(hosts), rig.pass());
    }

    @Test
    void vector15SharesAreByLargestRemainder() {
        var rig = rig("Replicas(C1) = 5; Deploy(C1) = {D1: 70%, D3: 30%}").recorded();
        rig.remembering(new VariableState(Variable.replicas("C1"), 5, List.of(), List.of(), List.of()));
        for (int ordinal = 1; ordinal <= 5; ordinal++) {
            rig.then(rig.change("C1", ordinal, VeePhase.GONE));
        }
        var plan = rig.plan(List.of(host("h1", "D1", true), host("h3", "D3", true)), rig.pass());
        assertThat(plan.steps())
                .map(step -> ((Step.Start) step).host().name())
                .containsExactlyInAnyOrder("h1", "h1", "h1", "h1", "h3");
    }

    @Test
    void vector16GrowsInSteps() {
        var rig = rig(RPS + " max 40").sized("C1", 4);
        var targets = new ArrayList<Double>();
        for (int i = 0; i < 3; i++) {
            read(rig, "RequestPerSecond=15000");
            targets.add(only(rig.pass()).target());
            rig.clock.advance(Duration.ofSeconds(15));
        }
        assertThat(targets).containsExactly(8.0, 16.0, 30.0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5MBS", "5 MB/s", "40 Mbps"})
    void vector17SpeedsAreBytesASecond(String speed) {
        var network = compiled("network RED; SPEED(RED) = " + speed).spec().networks().stream()
                .filter(n -> n.name().equals("RED"))
                .findFirst()
                .orElseThrow();
        assertThat(network.floorBytesPerSecond()).isEqualTo(5_000_000L);
        assertThat(network.ceilingBytesPerSecond()).isEqualTo(5_000_000L);
    }

    @Test
    void vector18TheMinimumEndsWithItsCalendar() {
        var rig = rig("calendar office = \"Mon-Sun 08:00-12:00 UTC\"; " + RPS + " min 6 during office")
                .sized("C1", 6);
        rig.clock.advance(Duration.ofSeconds(1));
        var changes = new TreeMap<String, Double>();
        for (var end = Rig.NOON.plusSeconds(600); rig.clock.instant().isBefore(end); ) {
            read(rig, "RequestPerSecond=1000");
            var decision = only(rig.pass());
            if (decision.changes()) {
                changes.put(decision.at().toString().substring(11, 16), decision.target());
            }
            rig.clock.advance(Duration.ofSeconds(5));
        }
        assertThat(changes).isEqualTo(Map.of("12:05", 5.0, "12:06", 4.0, "12:07", 3.0, "12:08", 2.0));
    }

    @Test
    void vector20AHoldIsTheAuthority() {
        var rig = rig(RPS + "; hold in C1 until 2026-03-02T12:01:00Z by \"ops\" \"the sale\"")
                .sized("C1", 6);
        rig.remembering(new VariableState(
                Variable.replicas("C1"),
                6,
                List.of(new VariableState.Point(Rig.NOON.minusSeconds(3_600), 2)),
                List.of(new VariableState.Point(Rig.NOON.minusSeconds(3_600), 6)),
                List.of()));
        rig.clock.advance(Duration.ofSeconds(59));
        read(rig, "RequestPerSecond=1000");
        var decision = only(rig.pass());
        assertThat(decision.target()).isEqualTo(6);
        assertThat(decision.authority()).isEqualTo(Authority.OPERATOR_HOLD);
        assertThat(decision.because()).isEqualTo("gates: scale-in is held by ops until 2026-03-02T12:01:00Z: the sale");
    }

    private static Rig rig(String statements) {
        return new Rig(new RuleEngine(), "Shop", compiled(statements));
    }

    private static CheckedService compiled(String statements) {
        var text = "service Shop\nC1(1 CPU, 1 GB, 10 GB disk) { replicas min 1 max 40 }\n"
                + statements.replace("; ", "\n") + "\n";
        var compilation = Rsl.compile("shop.rsl", text);
        return Objects.requireNonNull(
                compilation.service(), () -> compilation.diagnostics().toString());
    }

    private static void read(Rig rig, String reading) {
        int equals = reading.indexOf('=');
        if (equals > 0) {
            var value = Double.parseDouble(reading.substring(equals + 1));
            rig.read(reading.substring(0, equals), "C1", Reading.SERVICE_LEVEL, value);
        }
    }

    private static HostCapacity host(String name, String domain, boolean hasRoom) {
        return new HostCapacity(new HostId(name), domain, BIG, hasRoom ? Size.NOTHING : BIG);
    }

    private static Decision only(List<Pipeline.Answer> answers) {
        return answers.stream()
                .map(Pipeline.Answer::decision)
                .filter(d -> d.variable().equals(Variable.replicas("C1")))
                .findFirst()
                .orElseThrow();
    }
}
