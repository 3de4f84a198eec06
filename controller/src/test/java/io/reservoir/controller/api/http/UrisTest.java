package io.reservoir.controller.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UrisTest {
    @Test
    void decodesWhatIsWellFormed() {
        assertThat(Uris.decoded("Replicas%28C1%29", false)).isEqualTo("Replicas(C1)");
        assertThat(Uris.decoded("%c3%a9", false)).isEqualTo("é");
        assertThat(Uris.decoded("a+b%2B", true)).isEqualTo("a b+");
        assertThat(Uris.decoded("a+b", false)).isEqualTo("a+b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%4", "%zz", "%c0%ae", "%ff", "é", "a\tb"})
    void refusesWhatIsNot(String text) {
        assertThat(Uris.decoded(text, false)).isNull();
    }
}
