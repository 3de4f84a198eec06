package io.reservoir.controller.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.site.HostId;
import io.reservoir.model.vee.VeeId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FenceTest {
    private static final ServiceId SHOP = new ServiceId("shop");

    @TempDir
    private Path directory;

    @Test
    void knowsTheNewestEpochOfEachServiceAfterARestart() throws IOException {
        try (var fence = open("h1")) {
            assertThat(fence.admit(SHOP, new Epoch(5))).isEqualTo(new Epoch(5));
            assertThat(fence.admit(SHOP, new Epoch(4))).isEqualTo(new Epoch(5));
            assertThat(fence.admit(new ServiceId("bank"), new Epoch(1))).isEqualTo(new Epoch(1));
        }
        try (var fence = open("h1")) {
            assertThat(fence.admit(SHOP, new Epoch(4))).isEqualTo(new Epoch(5));
            assertThat(fence.admit(SHOP, new Epoch(6))).isEqualTo(new Epoch(6));
        }
    }

    @Test
    void aDestroyedVeeAndThoseThatLivedBeforeItStayDestroyed() throws IOException {
        try (var fence = open("h1")) {
            fence.bury(vee(2, 3));
        }
        try (var fence = open("h1")) {
            assertThat(fence.isBuried(vee(2, 3))).isTrue();
            assertThat(fence.isBuried(vee(2, 2))).isTrue();
            assertThat(fence.isBuried(vee(2, 4))).isFalse();
            assertThat(fence.isBuried(vee(1, 1))).isFalse();
        }
    }

    @Test
    void writesNothingThatItKnowsAlready() throws IOException {
        try (var fence = open("h1")) {
            fence.admit(SHOP, new Epoch(5));
            fence.bury(vee(1, 1));
            var size = Files.size(file());
            fence.admit(SHOP, new Epoch(5));
            fence.bury(vee(1, 1));
            assertThat(Files.size(file())).isEqualTo(size);
        }
    }

    @Test
    void isOfOneHost() throws IOException {
        open("h1").close();
        assertThatThrownBy(() -> open("h2")).hasMessageContaining("is of host h1, not of host h2");
        open("h1").close();
    }

    @Test
    void aLongLifeDoesNotMakeALongFile() throws IOException {
        try (var fence = open("h1")) {
            fence.bury(vee(1, 1));
            for (var epoch = 1; epoch <= 10_010; epoch++) {
                fence.admit(SHOP, new Epoch(epoch));
            }
        }
        assertThat(Files.size(file())).isLessThan(2_000);
        try (var fence = open("h1")) {
            assertThat(fence.admit(SHOP, new Epoch(1))).isEqualTo(new Epoch(10_010));
            assertThat(fence.isBuried(vee(1, 1))).isTrue();
        }
    }

    private Path file() {
        return directory.resolve("fence.log");
    }

    private Fence open(String host) throws IOException {
        return Fence.open(file(), new HostId(host));
    }

    private static VeeId vee(int ordinal, int incarnation) {
        return new VeeId(SHOP, "C1", ordinal, incarnation);
    }
}
