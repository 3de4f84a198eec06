package io.reservoir.controller.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reservoir.controller.cli.HostCommand;
import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.ledger.IntentId;
import io.reservoir.model.port.Host.Sighting;
import io.reservoir.model.port.Outcome;
import io.reservoir.model.port.Outcome.Refusal;
import io.reservoir.model.port.Witness.Evidence;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.vee.VeeId;
import io.reservoir.model.vee.VeeState;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** An agent in a process of its own that is killed at any instant, again and again. */
class AgentKillIT {
    private static final int KILLS = 8;
    private static final long SEED = 20_261_125;
    private static final Pattern AGENT = Pattern.compile("agent of host h1 on (http://[0-9.]+:\\d+),");
    private static final ServiceId SHOP = new ServiceId("shop");

    @TempDir
    private Path directory;

    private final AgentLinks links = new AgentLinks(null);
    private final TreeMap<Long, Evidence> witnessed = new TreeMap<>();
    private Process process;
    private long intents;

    /** What the process runs. */
    static final class Main {
        public static void main(String[] args) {
            System.exit(new CommandLine(new HostCommand()).execute(args));
        }
    }

    @AfterEach
    void stop() {
        links.close();
        if (process != null) {
            process.destroyForcibly();
        }
    }

    @Test
    void forgetsNeitherEpochNorDestructionNorEvidenceWheneverItIsKilled() throws Exception {
        var random = new Random(SEED);
        var destroyed = new HashSet<VeeId>();
        var tried = new HashSet<VeeId>();
        var epoch = 1L;
        var admitted = 0L;
        for (var kill = 1; kill <= KILLS; kill++) {
            var host = start(kill);
            if (admitted > 0) {
                assertThat(host.activate(vee(1_000, kill), next(), new Epoch(admitted - 1)))
                        .as("seed %d, life %d: an epoch before %d", SEED, kill, admitted)
                        .isInstanceOfSatisfying(
                                Outcome.Refused.class,
                                refused -> assertThat(refused.why()).isEqualTo(Refusal.STALE_EPOCH));
            }
            for (var gone : destroyed) {
                assertThat(host.define(AgentLab.definition(gone), next(), new Epoch(epoch)))
                        .as("seed %d, life %d: %s", SEED, kill, gone)
                        .isInstanceOfSatisfying(
                                Outcome.Refused.class,
                                refused -> assertThat(refused.detail()).contains("never defined again"));
            }
            witness(host);
            var victim = process;
            var fuse = Thread.ofVirtual().start(() -> kill(victim, random.nextInt(20, 400)));
            for (var ordinal = 1; victim.isAlive(); ordinal = ordinal % 6 + 1) {
                epoch++;
                var id = vee(ordinal, kill * 10_000 + (int) (epoch % 10_000));
                tried.add(id);
                var outcome = host.define(AgentLab.definition(id), next(), new Epoch(epoch));
                if (outcome instanceof Outcome.Done) {
                    admitted = epoch;
                    host.activate(id, next(), new Epoch(epoch));
                }
                if (host.destroy(id, next(), new Epoch(epoch)) instanceof Outcome.Done) {
                    destroyed.add(id);
                }
            }
            fuse.join();
        }
        var host = start(KILLS + 1);
        witness(host);
        assertThat(destroyed).isNotEmpty();
        assertThat(Objects.requireNonNull(host.list()))
                .extracting(Sighting::vee)
                .doesNotContainAnyElementsOf(destroyed)
                .allMatch(tried::contains);
        assertThat(witnessed.keySet())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, witnessed.lastKey()).boxed().toList());
        var noted = new ArrayList<>(witnessed.values());
        for (var gone : destroyed) {
            var last = noted.stream().filter(e -> e.vee().equals(gone)).reduce((one, other) -> other);
            last.ifPresent(evidence -> assertThat(evidence.state()).isEqualTo(VeeState.DESTROYED));
        }
        process.destroy();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(log(KILLS + 1))).contains("stopped; the VEEs go on");
    }

    /** What was told once is told again as it was, until it is acknowledged. */
    private void witness(AgentHost host) {
        var after = 0L;
        for (var page = host.testimony(after);
                page != null && !page.evidence().isEmpty();
                page = host.testimony(after)) {
            for (var evidence : page.evidence()) {
                var before = witnessed.put(evidence.number(), evidence);
                assertThat(before == null || before.equals(evidence))
                        .as("seed %d: %s was %s", SEED, evidence, before)
                        .isTrue();
                after = evidence.number();
            }
        }
    }

    private AgentHost start(int life) throws IOException {
        process = new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "--connect",
                        "sim:h1,boot=1s",
                        "--data",
                        directory.resolve("data").toString(),
                        "--listen",
                        "127.0.0.1:0"))
                .redirectErrorStream(true)
                .redirectOutput(log(life).toFile())
                .start();
        var url = new String[1];
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            assertThat(process.isAlive()).as(Files.readString(log(life))).isTrue();
            var match = AGENT.matcher(Files.readString(log(life)));
            url[0] = match.find() ? match.group(1) : null;
            return url[0] != null;
        });
        var host = links.host(AgentLab.H1, URI.create(url[0]), null);
        await().atMost(Duration.ofSeconds(30)).until(() -> host.list() != null);
        return host;
    }

    private static void kill(Process process, int afterMillis) {
        try {
            TimeUnit.MILLISECONDS.sleep(afterMillis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }

    private Path log(int life) {
        return directory.resolve("log-" + life);
    }

    private IntentId next() {
        return new IntentId(++intents);
    }

    private static VeeId vee(int ordinal, int incarnation) {
        return new VeeId(SHOP, "C1", ordinal, incarnation);
    }
}
