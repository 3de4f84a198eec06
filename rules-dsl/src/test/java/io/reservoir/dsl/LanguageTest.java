package io.reservoir.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.dsl.program.Assignment;
import io.reservoir.dsl.program.CheckedService;
import io.reservoir.dsl.program.Input;
import io.reservoir.model.decision.Clauses;
import io.reservoir.model.decision.OnUnknown;
import io.reservoir.model.decision.Rate;
import io.reservoir.model.diagnostic.Severity;
import io.reservoir.model.reading.Aggregation;
import io.reservoir.model.reading.Aggregation.Simple;
import io.reservoir.model.reading.Value;
import io.reservoir.model.service.DomainRule;
import io.reservoir.model.service.Metric;
import io.reservoir.model.service.Probe;
import io.reservoir.model.service.ReplicaBounds;
import io.reservoir.model.service.Spread;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the statements of the language mean. */
final class LanguageTest {
    private static Assignment assignment(String text) {
        return Evaluated.compiled(text).assignments().getFirst();
    }

    private static Clauses clauses(String text) {
        return assignment("Replicas(C) = X(C) / 5 max 9 " + text).clauses();
    }

    private static Input.Windowed input(String text) {
        return (Input.Windowed) Evaluated.compiled(text).inputs().getFirst();
    }

    private static double constant(CheckedService service, String expression) {
        var value = Evaluated.of("Memory(C) = " + expression).raw("Memory(C)");
        assertThat(service).isNotNull();
        return value.orNaN();
    }

    @Test
    void aComponentHasWhatItsBlockSays() {
        var component = Evaluated.compiled("""
                service Shop
                network RED
                Web(2 CPU, 1.5 GiB memory, 10 GB disk) {
                  image web networks RED, public replicas min 2 max 40 initial 3
                  after DB ready when http GET :8080/health/live?deep=1 within 2 min spread domains
                }
                DB(1 vCPU, 512 MB)
                """).spec().component("Web");

        assertThat(component.size().vcpus()).isEqualTo(2);
        assertThat(component.size().memoryBytes()).isEqualTo(3L << 29);
        assertThat(component.size().diskBytes()).isEqualTo(10_000_000_000L);
        assertThat(component.image()).isEqualTo("web");
        assertThat(component.networks()).containsExactly("RED", "public");
        assertThat(component.bounds()).isEqualTo(new ReplicaBounds(2, 40, 3));
        assertThat(component.after()).containsExactly("DB");
        assertThat(component.ready()).isEqualTo(new Probe.Http(8080, "/health/live?deep=1", Duration.ofMinutes(2)));
        assertThat(component.spread()).isEqualTo(Spread.DOMAINS);
    }

    @ParameterizedTest
    @CsvSource({"boot,Boot", "agent,Agent", "tcp :5432,Tcp", "http :80,Http", "http GET :80/x,Http"})
    void allProbesAreKnown(String written, String kind) {
        var probe = Evaluated.compiled("service S\nC(1 CPU, 1 GB) { ready when " + written + " }")
                .spec()
                .component("C")
                .ready();

        assertThat(probe.getClass().getSimpleName()).isEqualTo(kind);
        assertThat(probe.within()).isEqualTo(Probe.DEFAULT.within());
    }

    @Test
    void allClausesArriveAsWritten() {
        var clauses = clauses("band up 5% down 10% headroom 15% stabilise up 30 s down 5 min rate up 4 per 15 s "
                + "down 25% per 1 min on unknown fallback 3 step 2 cooldown in 10 min out 20 s");

        assertThat(clauses)
                .isEqualTo(new Clauses(
                        0.05,
                        0.10,
                        0.15,
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(5),
                        new Rate(0, 4, Duration.ofSeconds(15)),
                        new Rate(0.25, 1, Duration.ofMinutes(1)),
                        new OnUnknown.Fallback(3),
                        2.0,
                        Duration.ofSeconds(20),
                        Duration.ofMinutes(10),
                        null,
                        null));
    }

    @Test
    void clausesStandInAnyOrderAndOnSeveralLines() {
        var one = assignment("Replicas(C) = X(C) / 5\n  max 9\n  when X(C) > 3\n  min 2\n  priority 7");

        assertThat(one.priority()).isEqualTo(7);
        assertThat(one.guard()).isNotNull();
        assertThat(one.min()).isNotNull();
        assertThat(one.max()).isNotNull();
    }

    @Test
    void aUnitMayStandBeforeABracketThatBelongsToTheNextWord() {
        var one = assignment(
                "Replicas(C) = X(C) / 5  headroom 15% when (X(C) > 5% or (X(C) > 3%)) and (X(C) < 9)  max 9");

        assertThat(one.guard()).isNotNull();
        assertThat(one.clauses().headroom()).isEqualTo(0.15);
    }

    @Test
    void whatIsNotWrittenIsNull() {
        assertThat(clauses("")).isEqualTo(Clauses.NONE);
        assertThat(clauses("on unknown hold").onUnknown()).isEqualTo(new OnUnknown.Hold());
        assertThat(clauses("on unknown max").onUnknown()).isEqualTo(new OnUnknown.Max());
    }

    @Test
    void minBehindANumberIsAClauseWhereAnOperandFollowsAndAUnitElsewhere() {
        var clause = assignment("CPU(C) = X(C) / 4000 min 1 max 8");
        assertThat(clause.min()).isNotNull();

        var both = assignment("CPU(C) = X(C) / 4 over 5 min min 2 max max(3, 4)");
        assertThat(both.min()).isNotNull();
        assertThat(input("CPU(C) = X(C) / 4 over 5 min min 2 max 8").window()).isEqualTo(Duration.ofMinutes(5));
        assertThat(input("CPU(C) = avg(X(C), 5 min) / 4 max 8").window()).isEqualTo(Duration.ofMinutes(5));
    }

    @ParameterizedTest
    @CsvSource({"5 MB,5e6", "5 MiB,5242880", "1 KB * 3,3000", "1 GB / 4,2.5e8", "8 Mbit,1e6", "50% * 1 GB,5e8"})
    void numbersWithUnitsAreInBaseUnits(String written, double expected) {
        assertThat(constant(Evaluated.compiled("CPU(C) = 1"), written)).isEqualTo(expected);
    }

    @Test
    void keywordsSubjectsClassesAndUnitsIgnoreCase() {
        var service = Evaluated.compiled("""
                SERVICE Shop
                c(2 cpu, 1 gb) { REPLICAS MAX 5 }
                replicas(c) = USERS(c) / 5 MIN 2
                sla(c) = gOLD
                """);

        assertThat(service.spec().component("c").slaClass()).isEqualTo("Gold");
        assertThat(service.assignments().getFirst().id()).isEqualTo("Replicas(c)");
    }

    @Test
    void noWordIsReserved() {
        var service = Evaluated.compiled("""
                service service
                network network
                image image
                max(1 CPU, 1 GB) { image image networks network replicas max 5 }
                when(1 CPU, 1 GB) { after max }
                metric metric(max) gauge req sum
                indicator indicator(max) = metric(max) + over(when)
                Replicas(max) = indicator(max) / 5
                SLA(when) = Gold
                """);

        assertThat(service.spec().components()).hasSize(2);
        assertThat(service.indicators().getFirst().id()).isEqualTo("indicator(max)");
    }

    @Test
    void commentsStandAnywhere() {
        assertThat(assignment("/* one\n two */ CPU(C) // three\n = /* four */ 1")
                        .id())
                .isEqualTo("CPU(C)");
    }

    @Test
    void aStatementKeepsItsTextAndPlace() {
        var source = assignment("\n  CPU(C)  =  1 // why\nSLA(C) = Gold").source();

        assertThat(source.text()).isEqualTo("CPU(C)  =  1");
        assertThat(source.span()).hasToString("test.rsl:2:3");
    }

    @Test
    void aWindowIsThirtySecondsOrThreePeriodsOrWhatIsWritten() {
        assertThat(input("CPU(C) = X(C)").window()).isEqualTo(Duration.ofSeconds(30));
        assertThat(input("metric X(C) gauge every 20 s\nCPU(C) = X(C)").window())
                .isEqualTo(Duration.ofSeconds(60));
        assertThat(input("CPU(C) = X(C) over 2 min").window()).isEqualTo(Duration.ofMinutes(2));
        assertThat(input("CPU(C) = X(C) over 2 min").text()).isEqualTo("X(C) over 2 min");
    }

    @Test
    void oneReadingInOneWindowIsOneInput() {
        var service = Evaluated.compiled("CPU(C) = X(C) + X(C) + avg(X(C), 30 s) + avg(X(C), 1 min)");

        assertThat(service.inputs()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "RequestPerSecond,SUM,req/s",
        "ErrorCount,SUM,''",
        "Users,SUM,''",
        "QueueLength,SUM,''",
        "CpuUtilization,AVG,%",
        "DiskPercent,AVG,%",
        "Temperature,AVG,''"
    })
    void anUndeclaredMetricIsKnownByItsName(String name, Simple across, String unit) {
        var metric = metric("CPU(C) = " + name + "(C) * 2");

        assertThat(metric.acrossReplicas()).isEqualTo(across);
        assertThat(metric.unit().symbol()).isEqualTo(unit);
        assertThat(metric.inferred()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ResponseTime", "ReadLatency"})
    void timesAndLatenciesArePercentiles(String name) {
        assertThat(metric("CPU(C) = " + name + "(C) * 2").acrossReplicas()).isEqualTo(new Aggregation.Percentile(0.95));
        assertThat(input("CPU(C) = " + name + "(C) * 2").overTime()).isEqualTo(new Aggregation.Percentile(0.95));
    }

    private static Metric metric(String text) {
        return Evaluated.compiled(text).spec().metrics().getFirst();
    }

    @Test
    void anInferenceIsToldOnceForEachMetric() {
        var infos = Rsl.compile("t.rsl", "CPU(C) = Users(C) + Users(C)\nUsers(C) = 5").diagnostics().stream()
                .filter(d -> d.severity() == Severity.INFO && d.code().equals("RSL-070"))
                .toList();

        assertThat(infos).hasSize(1);
    }

    @Test
    void aCounterIsReadAsARate() {
        var counter = "metric Hits(C) counter req sum every 5 s\n";

        assertThat(input(counter + "CPU(C) = Hits(C) / 500 req/s").overTime()).isEqualTo(Simple.RATE);
        assertThat(input(counter + "CPU(C) = delta(Hits(C), 1 min) / 500").overTime())
                .isEqualTo(Simple.DELTA);
    }

    @ParameterizedTest
    @CsvSource({"p50,0.5", "p95,0.95", "p99,0.99", "p999,0.999"})
    void percentilesAreNamedByTheirDigits(String name, double rank) {
        assertThat(input("CPU(C) = " + name + "(X(C), 1 min)").overTime()).isEqualTo(new Aggregation.Percentile(rank));
    }

    @Test
    void readyAndCurrentAreInputs() {
        var service = Evaluated.compiled("Replicas(C) = Current(C) * X(C) / Ready(C) max 9");

        assertThat(service.inputs()).contains(new Input.Current("C", "Current(C)"), new Input.Ready("C", "Ready(C)"));
    }

    @Test
    void indicatorsAreOrderedSoThatEachReadsEarlierOnes() {
        var service = Evaluated.compiled("""
                Load(A) = 2 * Load(B)
                Load(B) = 2 * Load(C)
                Load(C) = X(C)
                CPU(A) = Load(A)
                """);

        assertThat(service.indicators().stream().map(i -> i.id())).containsExactly("Load(C)", "Load(B)", "Load(A)");
        assertThat(Evaluated.of("Load(A) = 2 * Load(B)\nLoad(B) = X(C)\nCPU(A) = Load(A)")
                        .with("X(C)", 3)
                        .raw("CPU(A)"))
                .isEqualTo(new Value.Known(6));
    }

    @Test
    void anIndicatorOfAnUnheardOfNameIsNotMeasured() {
        var service = Evaluated.compiled("indicator Pressure(C) = X(C) / 2\nCPU(C) = Pressure(C)");

        assertThat(service.indicators().getFirst().measured()).isNull();
    }

    @Test
    void domainSetsAreReadInAllTheirForms() {
        assertThat(deploy("{A, B 2, eu-west-1, \"Straße\"}"))
                .isEqualTo(new DomainRule.Within(List.of("A", "B 2", "eu-west-1", "Straße")));
        assertThat(deploy("[A, B]")).isEqualTo(new DomainRule.InOrder(List.of("A", "B")));
        assertThat(deploy("!{B}")).isEqualTo(new DomainRule.Except(List.of("B")));
        assertThat(deploy("{A: 70%, B:30%}")).isEqualTo(new DomainRule.Shares(Map.of("A", 0.7, "B", 0.3)));
    }

    @Test
    void severalDomainSetsHoldTogether() {
        assertThat(deploy("{A, B, C}\nDeploy(C) = !{B}")).isEqualTo(new DomainRule.Within(List.of("A", "C")));
        assertThat(deploy("!{B}\nDeploy(C) = [A, B, C]")).isEqualTo(new DomainRule.InOrder(List.of("A", "C")));
        assertThat(deploy("!{B}\nDeploy(C) = !{A}")).isEqualTo(new DomainRule.Except(List.of("B", "A")));
    }

    private static DomainRule deploy(String domains) {
        return Evaluated.compiled("Deploy(C) = " + domains)
                .spec()
                .component("C")
                .deploy();
    }

    @Test
    void floorAndCeilingOfANetworkAreSetApart() {
        var network = Evaluated.compiled("SPEED(N) >= 1 MB/s\nSPEED(N) <= 80 Mbps")
                .spec()
                .networks()
                .getFirst();

        assertThat(network.floorBytesPerSecond()).isEqualTo(1_000_000L);
        assertThat(network.ceilingBytesPerSecond()).isEqualTo(10_000_000L);
    }

    @Test
    void statementsOfOneReplicaStandApart() {
        var service = Evaluated.compiled("service S\nC1(1 CPU, 1 GB)\nCPU(C1) = 1\nCPU(C1[2]) = 2\nCPU(C13) = 3");

        assertThat(service.assignments()).hasSize(1);
        assertThat(service.replicaTargets().stream().map(t -> t.replica())).containsExactly(2, 3);
        assertThat(service.replicaTargets().getFirst().assignment().id()).isEqualTo("CPU(C1[2])");
    }

    @Test
    void aComponentOfThatNameIsNoReplica() {
        var service = Evaluated.compiled("service S\nC1(1 CPU, 1 GB)\nC11(1 CPU, 1 GB)\nCPU(C11) = 1");

        assertThat(service.replicaTargets()).isEmpty();
    }

    @Test
    void aRuleFileIsNamedAfterItsFile() {
        var service = Rsl.compile("/etc/rules/night shift.rsl", "CPU(C) = 1").service();

        assertThat(service).isNotNull();
        assertThat(service.spec().id().name()).isEqualTo("night-shift");
    }

    @Test
    void aFileWithABrokenServiceLineIsNoRuleFile() {
        assertThat(Rsl.compile("t.rsl", "service\nCPU(C) = 1").diagnostics().stream()
                        .map(d -> d.code()))
                .containsExactly("RSL-001", "RSL-014");
    }

    @Test
    void aBrokenDeclarationIsNotAlsoReportedMissing() {
        assertThat(Rsl.compile("t.rsl", "service S\nC1(2 CPU, 1 GB\nCPU(C1) = 1\nSLA(C1) = Gold")
                        .diagnostics())
                .singleElement()
                .satisfies(d -> assertThat(d.code()).isEqualTo("RSL-001"));
    }
}
