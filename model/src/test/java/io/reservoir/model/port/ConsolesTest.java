package io.reservoir.model.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reservoir.model.port.Consoles.Part;
import io.reservoir.model.port.Consoles.Printed;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsolesTest {
    private static final String ALL = "login: ä€😀\n\t\r\n".repeat(5);

    private static String inPartsOf(int bytes) {
        var text = new StringBuilder();
        var kept = Printed.of(Part.last(1), ALL).kept();
        for (var next = 0L; next < kept; ) {
            var part = Printed.of(Part.from(next, bytes), ALL);
            assertThat(part.next()).isGreaterThan(next);
            text.append(part.text());
            next = part.next();
        }
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5, 7, 64})
    void partsPutTogetherAreTheWhole(int bytes) {
        assertThat(inPartsOf(bytes)).isEqualTo(ALL);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aPartThatIsTooSmallForACharacterGoesOnBehindIt(int bytes) {
        assertThat(inPartsOf(bytes).replaceAll("\\P{ASCII}", "")).isEqualTo(ALL.replaceAll("\\P{ASCII}", ""));
    }

    @Test
    void neverStandsStillAndNeverThrowsWhateverWasPrinted() {
        var chance = new Random(7);
        for (var round = 0; round < 2_000; round++) {
            var all = new byte[1 + chance.nextInt(40)];
            chance.nextBytes(all);
            var bytes = 1 + chance.nextInt(9);
            for (var next = 0L; next < all.length; ) {
                var end = (int) Math.min(all.length, next + bytes);
                var part = Printed.of(Part.from(next, bytes), Arrays.copyOfRange(all, (int) next, end), all.length);
                if (end < all.length) {
                    assertThat(part.next()).isGreaterThan(next);
                } else if (part.next() < all.length) {
                    assertThat(all.length - part.next())
                            .as("the rest of a character is awaited")
                            .isLessThan(4);
                    break;
                }
                next = part.next();
            }
        }
    }

    @Test
    void aCharacterThatIsNotWholeYetIsLeftForLater() {
        var euro = "€".getBytes(StandardCharsets.UTF_8);
        var begun = Printed.of(Part.last(100), new byte[] {'a', euro[0], euro[1]}, 3);
        assertThat(begun).isEqualTo(new Printed("a", 0, 1, 3));
        assertThat(Printed.of(Part.from(1, 100), euro, 4)).isEqualTo(new Printed("€", 1, 4, 4));
    }

    @Test
    void whatIsNoUtf8IsReplaced() {
        var bytes = new byte[] {'a', (byte) 0xFF, (byte) 0xC0, 'b', (byte) 0xE2, 'c'};
        assertThat(Printed.of(Part.last(100), bytes, 6).text()).isEqualTo("a\uFFFD\uFFFDb\uFFFDc");
    }

    @Test
    void theLastPartBeginsWithAWholeCharacter() {
        assertThat(Printed.of(Part.last(4), "aa€b")).isEqualTo(new Printed("€b", 2, 6, 6));
        assertThat(Printed.of(Part.last(3), "aa€b")).isEqualTo(new Printed("b", 5, 6, 6));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 'a\nb\nc\n' | ''",
                "1 | 'a\nb\nc\n' | 'c\n'",
                "2 | 'a\nb\nc\n' | 'b\nc\n'",
                "3 | 'a\nb\nc\n' | 'a\nb\nc\n'",
                "9 | 'a\nb\nc\n' | 'a\nb\nc\n'",
                "1 | 'a\nb' | 'b'",
                "2 | '\n\n' | '\n\n'",
                "1 | '\n\n' | '\n'",
                "1 | '' | ''",
            })
    void countsLinesFromTheEnd(int lines, String all, String expected) {
        var printed = Printed.of(new Part(null, 100, lines), all);
        assertThat(printed.text()).isEqualTo(expected);
        assertThat(printed.from()).isEqualTo(all.length() - expected.length());
        assertThat(printed.next()).isEqualTo(all.length());
    }

    @Test
    void beginsAnewWhereLessIsKeptThanThereWas() {
        assertThat(Printed.of(Part.from(50, 100), "new")).isEqualTo(new Printed("new", 0, 3, 3));
        assertThat(Printed.of(Part.from(3, 100), "new")).isEqualTo(new Printed("", 3, 3, 3));
    }

    @Test
    void everythingHasItsLimit() {
        var most = "x".repeat(Consoles.MOST_BYTES);
        assertThat(Printed.of(Part.last(Consoles.MOST_BYTES), most + "y").from())
                .isEqualTo(1);
        assertThatIllegalArgumentException().isThrownBy(() -> Part.last(Consoles.MOST_BYTES + 1));
        assertThatIllegalArgumentException().isThrownBy(() -> Part.last(0));
        assertThatIllegalArgumentException().isThrownBy(() -> Part.from(-1, 10));
        assertThatIllegalArgumentException().isThrownBy(() -> new Part(0L, 10, 5));
        assertThatIllegalArgumentException().isThrownBy(() -> new Part(null, 10, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Printed(most + "y", 0, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Printed("", 2, 1, 3));
        assertThatIllegalArgumentException().isThrownBy(() -> new Printed("", 0, 2, 1));
    }
}
