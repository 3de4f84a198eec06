package io.reservoir.model.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VolumeSpecTest {
    private static final long MIB = 1L << 20;

    @ParameterizedTest
    @ValueSource(strings = {"a", "0", "data", "db-2", "a--", "abcdefghij0123456789"})
    void takesNamesThatADiskCanBear(String name) {
        assertThat(VolumeSpec.isValidName(name)).isTrue();
        assertThat(new VolumeSpec(name, MIB).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "-", "-a", "A", "a b", "a/b", "..", "a.b", "a_b", "é", "<a/>", "a\n", "abcdefghij0123456789x"
            })
    void refusesOtherNames(String name) {
        assertThat(VolumeSpec.isValidName(name)).isFalse();
        assertThatThrownBy(() -> new VolumeSpec(name, MIB)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"1048576, true", "1048575, false", "0, false", "-1048576, false", "1572864, false"})
    void isAsLargeAsWholeMebibytes(long bytes, boolean valid) {
        assertThat(VolumeSpec.isValidSize(bytes)).isEqualTo(valid);
    }

    @Test
    void isAtMostSixteenTebibytes() {
        assertThat(VolumeSpec.isValidSize(VolumeSpec.MOST_BYTES)).isTrue();
        assertThat(VolumeSpec.isValidSize(VolumeSpec.MOST_BYTES + MIB)).isFalse();
    }
}
