package io.reservoir.libvirt.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Iso9660Test {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2_047, 2_048, 2_049, 300_000})
    void aFileComesBackAsItWas(int length) {
        var content = new byte[length];
        new Random(length).nextBytes(content);
        var disc = Iso9660.write("CIDATA", Map.of("user-data", content));
        assertThat(Disc.read(disc).get("user-data")).isEqualTo(content);
        assertThat(disc.length % 2_048).isZero();
    }

    @Test
    void holdsSixteenFilesAndNotOneMore() {
        var files = new LinkedHashMap<String, byte[]>();
        for (var i = 0; i < 16; i++) {
            files.put("a-file-of-a-name-of-thirty-" + (100 + i), ("content " + i).getBytes(StandardCharsets.UTF_8));
        }
        var read = Disc.read(Iso9660.write("CIDATA", files));
        assertThat(read.keySet()).isEqualTo(files.keySet());
        read.forEach((name, content) -> assertThat(content).isEqualTo(files.get(name)));

        files.put("one-more", new byte[0]);
        assertThatThrownBy(() -> Iso9660.write("CIDATA", files)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../up", "a/b", "A", "a name", "ä", "this-name-has-thirty-one-letter"})
    void refusesNamesThatADiscCannotHold(String name) {
        assertThatThrownBy(() -> Iso9660.write("CIDATA", Map.of(name, new byte[1])))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theSameFilesMakeTheSameBytes() {
        var files = Map.of("b", new byte[] {1}, "a", new byte[] {2});
        assertThat(Iso9660.write("CIDATA", files))
                .isEqualTo(
                        Iso9660.write("CIDATA", new LinkedHashMap<>(Map.of("a", new byte[] {2}, "b", new byte[] {1}))));
    }
}
