package io.reservoir.cluster.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.port.Ledger;
import io.reservoir.model.service.ServiceId;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every ledger in a database keeps to when the process that writes it is killed (SIGKILL). */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
abstract class KilledNodeContract {
    static final int ROUNDS = 10;
    static final int ACKNOWLEDGED_AT_LEAST = 50;
    static final int KILL_WITHIN_MILLIS = 400;

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);

    /** What {@link AppendingNode} is told of the ledger. */
    protected abstract List<String> arguments();

    /** The ledger as its next node opens it. */
    protected abstract JdbcLedger open();

    /** The ledger beside its node. */
    protected abstract JdbcLedger readOnly();

    @Test
    void aKilledNodeHasLostNothingThatItAcknowledged() throws Exception {
        var acknowledged = new HashMap<ServiceId, Long>();
        for (var round = 1; round <= ROUNDS; round++) {
            var before = Map.copyOf(acknowledged);
            var node = start(arguments());
            try (var lines = node.inputReader(StandardCharsets.US_ASCII)) {
                note(acknowledged, lines, ACKNOWLEDGED_AT_LEAST);
                verify("beside the running node", acknowledged);
                killWithin(node, KILL_WITHIN_MILLIS);
                note(acknowledged, lines, Integer.MAX_VALUE);
            }
            assertThat(node.waitFor()).as("killed, round %s", round).isEqualTo(128 + 9);
            assertThat(acknowledged).isNotEqualTo(before);
            verify("read-only, after round " + round, acknowledged);
            try (var ledger = open()) {
                verify("reopened, after round " + round, ledger, acknowledged);
            }
        }
    }

    static Process start(List<String> arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                AppendingNode.class.getName()));
        command.addAll(arguments);
        return new ProcessBuilder(command).start();
    }

    /** Through its handle, for {@link Process#destroyForcibly} would close the pipe that is still to be read. */
    void killWithin(Process node, int millis) {
        CompletableFuture.delayedExecutor(random.nextInt(millis), TimeUnit.MILLISECONDS)
                .execute(node.toHandle()::destroyForcibly);
    }

    static void note(Map<ServiceId, Long> acknowledged, BufferedReader lines, int count) throws IOException {
        for (var i = 0; i < count; i++) {
            var line = lines.readLine();
            if (line == null) {
                return;
            }
            var words = line.split(" ", -1);
            if (words.length == 2) {
                acknowledged.merge(new ServiceId(words[0]), Long.parseLong(words[1]), Math::max);
            }
        }
    }

    private void verify(String when, Map<ServiceId, Long> acknowledged) {
        try (var ledger = readOnly()) {
            verify(when, ledger, acknowledged);
        }
    }

    void verify(String when, Ledger ledger, Map<ServiceId, Long> acknowledged) {
        for (var service : AppendingNode.SERVICES) {
            var entries = ledger.read(service, 0, Integer.MAX_VALUE);
            var at = "%s, seed %s, service %s".formatted(when, seed, service);
            assertThat(entries.size()).as(at).isGreaterThanOrEqualTo((int)
                    (long) acknowledged.getOrDefault(service, 0L));
            var endOfBatch = 0L;
            for (var i = 0; i < entries.size(); i++) {
                var seq = i + 1L;
                if (seq > endOfBatch) {
                    endOfBatch = endOfBatch(entries.get(i));
                }
                assertThat(entries.get(i).seq()).as(at).isEqualTo(seq);
                assertThat(entries.get(i).entry()).as(at).isEqualTo(AppendingNode.entry(seq, endOfBatch));
            }
            assertThat(entries).as("no torn append: %s", at).hasSize((int) endOfBatch);
        }
    }

    private static long endOfBatch(Recorded first) {
        return first.entry() instanceof Entry.Submitted(var end, var text) ? Long.parseLong(end) : 0;
    }
}
