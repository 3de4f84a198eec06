package io.reservoir.model.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.model.port.NodeRegister.Member;
import io.reservoir.model.port.NodeRegister.Sighting;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link NodeRegister} keeps to. A test of one extends this. */
public abstract class NodeRegisterContract {
    private static final Member A = new Member("a", "a-1", "10.0.0.1:5701", "0.1.0");
    private static final Member B = new Member("B", "b-1", "[::1]:5701", "0.2.0-SNAPSHOT");
    private static final Member A_AGAIN = new Member("a", "a-2", "10.0.0.9:5701", "0.1.1");

    protected NodeRegister register;

    /** A register in which nobody was ever entered. */
    protected abstract NodeRegister openEmpty();

    /** Lets the register's clock go on by that or a little more. */
    protected abstract void pass(Duration time);

    @BeforeEach
    void open() {
        register = openEmpty();
    }

    @Test
    void nobodyIsThereInTheBeginning() {
        assertThat(register.sightings()).isEmpty();
        assertThat(register.beat(A)).isFalse();
        register.leave(A);
        assertThat(register.sightings()).isEmpty();
    }

    @Test
    void thoseWhoAreEnteredAreListedById() {
        register.enter(A);
        register.enter(B);

        assertThat(register.sightings()).extracting(Sighting::member).containsExactly(B, A);
    }

    @Test
    void theAgeIsSinceTheLastBeat() {
        register.enter(A);
        register.enter(B);
        pass(Duration.ofMillis(400));
        assertThat(register.beat(A)).isTrue();

        assertThat(age(A)).isLessThan(Duration.ofMillis(400));
        assertThat(age(B)).isBetween(Duration.ofMillis(399), Duration.ofMinutes(1));
    }

    @Test
    void aNewIncarnationDisplacesTheFormerOne() {
        register.enter(A);
        register.enter(A_AGAIN);

        assertThat(register.sightings()).extracting(Sighting::member).containsExactly(A_AGAIN);
        pass(Duration.ofMillis(50));
        assertThat(register.beat(A)).isFalse();
        assertThat(age(A_AGAIN)).isGreaterThanOrEqualTo(Duration.ofMillis(49));
        register.leave(A);
        assertThat(register.beat(A_AGAIN)).isTrue();
    }

    @Test
    void whoLeavesIsGoneUntilItIsEnteredAgain() {
        register.enter(A);
        register.enter(B);
        register.leave(A);

        assertThat(register.sightings()).extracting(Sighting::member).containsExactly(B);
        assertThat(register.beat(A)).isFalse();
        register.enter(A);
        assertThat(register.beat(A)).isTrue();
    }

    private Duration age(Member member) {
        return register.sightings().stream()
                .filter(sighting -> sighting.member().equals(member))
                .findFirst()
                .orElseThrow()
                .age();
    }
}
