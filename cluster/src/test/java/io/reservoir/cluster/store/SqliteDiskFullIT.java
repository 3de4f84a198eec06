package io.reservoir.cluster.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Shard;
import io.reservoir.model.port.Ledger.Appended;
import io.reservoir.model.service.ServiceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ledger on a file system of a few megabytes, which only root may mount. */
class SqliteDiskFullIT {
    private static final ServiceId SHOP = new ServiceId("shop");
    private static final int BALLAST = 1 << 20;

    @TempDir
    Path directory;

    private Path small;
    private boolean mounted;

    @BeforeEach
    void mount() throws Exception {
        small = Files.createDirectory(directory.resolve("small"));
        mounted = run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", small.toString());
        assumeTrue(mounted, "a small file system can be mounted");
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            assertThat(run("umount", small.toString())).isTrue();
        }
    }

    private static boolean run(String... command) throws Exception {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void aFullDiskRefusesWhatIsNewKeepsWhatIsThereAndIsGotOver() throws IOException {
        var ballast = Files.write(small.resolve("ballast"), new byte[BALLAST]);
        var last = new AtomicLong();
        try (var ledger = SqliteLedger.open(small.resolve("data"))) {
            var mine = ledger.take(Shard.of(SHOP), null, "node");
            assertThatThrownBy(() -> {
                        while (true) {
                            var at = ledger.append(
                                    SHOP, mine, last.get(), Instant.EPOCH, List.of(entry(last.get() + 1)));
                            last.set(((Appended.At) at).lastSeq());
                        }
                    })
                    .isInstanceOf(StoreUnavailable.class)
                    .hasMessageContaining("full")
                    .message()
                    .doesNotContain("\n");

            assertThat(last.get()).isGreaterThan(10);
            assertThat(ledger.read(SHOP, 0, 1_000)).hasSize((int) last.get());
            Files.delete(ballast);
            assertThat(ledger.append(SHOP, mine, last.get(), Instant.EPOCH, List.of(entry(0))))
                    .isEqualTo(new Appended.At(last.get() + 1));
        }
        try (var ledger = SqliteLedger.open(small.resolve("data"))) {
            assertThat(ledger.audit(SHOP))
                    .isInstanceOfSatisfying(
                            Audit.Whole.class,
                            whole -> assertThat(whole.entries()).isEqualTo(last.get() + 1));
        }
    }

    private static Entry entry(long number) {
        return new Entry.Submitted("shop.rsl", Long.toString(number).repeat(10_000));
    }
}
