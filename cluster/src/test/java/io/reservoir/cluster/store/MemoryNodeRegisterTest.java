package io.reservoir.cluster.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.model.port.NodeRegister;
import io.reservoir.model.port.NodeRegister.Member;
import io.reservoir.model.port.NodeRegister.Sighting;
import io.reservoir.model.port.NodeRegisterContract;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MemoryNodeRegisterTest extends NodeRegisterContract {
    private Instant now = Instant.EPOCH;

    @Override
    protected NodeRegister openEmpty() {
        return new MemoryNodeRegister(() -> now);
    }

    @Override
    protected void pass(Duration time) {
        now = now.plus(time);
    }

    @Test
    void nobodySeemsToLiveForTheClockWasPutBack() {
        register.enter(new Member("a", "a-1", "", ""));
        pass(Duration.ofHours(-1));

        assertThat(register.sightings()).extracting(Sighting::age).containsExactly(Duration.ofHours(1));
    }
}
