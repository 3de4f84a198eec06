package io.reservoir.model.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceIdTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "Z", "WebShop", "shop-2_b", "a123456789"})
    void takesNames(String name) {
        assertThat(new ServiceId(name).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1a", "-a", "_a", "a b", "a.b", "ä", "aä", "a\n", "../a", "a\u0000"})
    void refusesWhatIsNone(String name) {
        assertThat(ServiceId.isValid(name)).isFalse();
        assertThatThrownBy(() -> new ServiceId(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void holdsToItsPatternForEveryCharacterAndLength() {
        var pattern = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");
        for (int c = 0; c <= Character.MAX_VALUE; c++) {
            for (var name : new String[] {String.valueOf((char) c), "a" + (char) c}) {
                assertThat(ServiceId.isValid(name))
                        .isEqualTo(pattern.matcher(name).matches());
            }
        }
        assertThat(ServiceId.isValid("a".repeat(64))).isTrue();
        assertThat(ServiceId.isValid("a".repeat(65))).isFalse();
    }
}
