package io.reservoir.libvirt.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeasesTest {
    @TempDir
    private Path directory;

    @Test
    void givesTheFirstThatIsFreeAndTheSameOneAgain() throws IOException {
        assertThat(index("lan", 3, "a")).isZero();
        assertThat(index("lan", 3, "b")).isEqualTo(1);
        assertThat(index("lan", 3, "a")).isZero();
        assertThat(index("other", 3, "b")).isZero();
    }

    @Test
    void givesNoneTwiceAndNoneThatIsNotThere() throws IOException {
        index("lan", 2, "a");
        index("lan", 2, "b");
        assertThat(leases().take("lan", 2, "c")).isNull();
        leases().release("a");
        assertThat(index("lan", 2, "c")).isZero();
    }

    @Test
    void knowsAfterACrashWhatWasGiven() throws IOException {
        index("lan", 9, "a");
        index("public", 9, "a");
        index("lan", 9, "b");
        assertThat(leases().heldBy("a")).containsExactly(new Lease("lan", 0, "a"), new Lease("public", 0, "a"));
        assertThat(leases().of("lan")).hasSize(2);
        leases().release("a");
        assertThat(leases().heldBy("a")).isEmpty();
        assertThat(leases().of("lan")).containsExactly(new Lease("lan", 1, "b"));
    }

    @Test
    void aBlockIsGivenBackWithItsLastAddress() throws IOException {
        index("subnets", 9, "lan");
        index("lan", 9, "a");
        leases().releaseIfEmpty("lan", "lan");
        assertThat(leases().heldBy("lan")).hasSize(1);
        leases().release("a");
        leases().releaseIfEmpty("lan", "lan");
        assertThat(leases().heldBy("lan")).isEmpty();
    }

    @Test
    void aHolderLivesAtOneHostUntilItGivesAllBack() throws IOException {
        assertThat(leases().isElsewhere("a", "h1")).as("nobody knows").isFalse();
        leases().settle("a", "h1");
        leases().settle("b", "h1");
        leases().settle("a", "h1");
        assertThat(leases().isElsewhere("a", "h1")).isFalse();
        assertThat(leases().isElsewhere("a", "h2")).isTrue();
        leases().settle("a", "h2");
        assertThat(leases().isElsewhere("a", "h1")).isTrue();
        assertThat(leases().isElsewhere("a", "h2")).isFalse();
        assertThat(leases().isElsewhere("b", "h1")).isFalse();
        assertThat(leases().heldBy("a")).as("an address is something else").isEmpty();
        leases().release("a");
        assertThat(leases().isElsewhere("a", "h1")).isFalse();
    }

    @Test
    void givesNoneTwiceToManyAtOnce() throws Exception {
        var calls = new ArrayList<Callable<Integer>>();
        for (var i = 0; i < 40; i++) {
            var holder = "vee" + i;
            calls.add(() -> index("lan", 40, holder));
        }
        try (var threads = Executors.newFixedThreadPool(8)) {
            var given = new ArrayList<Integer>();
            for (var call : threads.invokeAll(calls)) {
                given.add(call.get());
            }
            assertThat(given).doesNotHaveDuplicates().hasSize(40);
        }
    }

    @Test
    void saysWhereItsFileIsDamaged() throws IOException {
        index("lan", 9, "a");
        Files.writeString(directory.resolve("leases"), "reservoir-leases 1\nlan zero a\n");
        assertThatThrownBy(() -> index("lan", 9, "b")).hasMessageContaining("leases:2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\nlan 1 b"})
    void aHolderIsAWord(String holder) {
        assertThatThrownBy(() -> index("lan", 9, holder)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0", "10.0.0.0/7", "10.0.0.0/31", "10.0.0.1/24", "10.0.0.256/24", "a", "10.0.0/24"})
    void aBlockOfAddressesIsWritten(String text) {
        assertThatThrownBy(() -> Cidr.parse(text)).hasMessageContaining(text);
    }

    @Test
    void aBlockHasPartsAndAddresses() {
        var block = Cidr.parse("10.128.0.0/9");
        assertThat(block.parts(22)).isEqualTo(8_192);
        assertThat(block.part(8_191, 22)).hasToString("10.255.252.0/22");
        assertThat(block.part(1, 22).address(5)).isEqualTo("10.128.4.5");
        assertThat(block.part(1, 22).size()).isEqualTo(1_024);
        assertThat(block.part(1, 22).netmask()).isEqualTo("255.255.252.0");
        assertThat(Cidr.parse("200.0.0.0/8").address(1)).isEqualTo("200.0.0.1");
    }

    private int index(String pool, int size, String holder) throws IOException {
        return Objects.requireNonNull(leases().take(pool, size, holder)).index();
    }

    private Leases leases() throws IOException {
        return Leases.in(directory);
    }
}
