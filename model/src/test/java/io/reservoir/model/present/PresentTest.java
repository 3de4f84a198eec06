package io.reservoir.model.present;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.opentest4j.TestAbortedException;

class PresentTest {
    @Test
    void whatIsThereSkipsNothing() {
        assertThatCode(() -> Present.command("sh", "dash")).doesNotThrowAnyException();
        assertThatCode(() -> Present.that(true, "never said")).doesNotThrowAnyException();
    }

    @Test
    @DisabledIfEnvironmentVariable(named = Present.VARIABLE, matches = "all")
    void whatIsMissingSkipsTheTestWithTheReason() {
        assertThatThrownBy(() -> Present.command("no-such-program", "no-such-package"))
                .isInstanceOf(TestAbortedException.class)
                .hasMessage("there is no no-such-program: apt-get install no-such-package");
    }

    @Test
    @EnabledIfEnvironmentVariable(named = Present.VARIABLE, matches = "all")
    void whatIsMissingFailsTheTestWhereAllMustBePresent() {
        assertThatThrownBy(() -> Present.command("no-such-program", "no-such-package"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("there is no no-such-program");
    }
}
