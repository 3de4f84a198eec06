package io.reservoir.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PrintableTest {
    private static final String EVERYTHING = IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
            .mapToObj(Character::toString)
            .collect(Collectors.joining());

    @Test
    void showsEscapeSequencesAndObeysNone() {
        assertThat(new Printable().of("\u001b[31mred\u001b[0m \u0007\b\u0000\u007f"))
                .isEqualTo("^[[31mred^[[0m ^G^H^@^?");
        assertThat(new Printable().of("\u009b2J \u202Eevil\u2066 \u2028 \u200b"))
                .isEqualTo("\\u009b2J \\u202eevil\\u2066 \\u2028 \\u200b");
    }

    @Test
    void keepsWhatIsTextAndTheEndsOfLines() {
        assertThat(new Printable().of("a\tb\r\nä€😀\r\r\n\n")).isEqualTo("a\tb\nä€😀\n\n");
        assertThat(new Printable().of("50%\r60%\r\n")).isEqualTo("50%^M60%\n");
    }

    @Test
    void aLineEndMayBeCutInTwo() {
        var printable = new Printable();
        assertThat(printable.of("a\r")).isEqualTo("a");
        assertThat(printable.of("\nb\r")).isEqualTo("\nb");
        assertThat(printable.of("c")).isEqualTo("^Mc");
    }

    @Test
    void nothingThatATerminalObeysIsLeftOfAnyCharacterThereIs() {
        assertThat(new Printable().of(EVERYTHING).replaceAll("[\n\t]", "")).doesNotContainPattern("[\\p{Cc}\\p{Cf}]");
        assertThat(Printable.inJson(Json.line(EVERYTHING))).doesNotContainPattern("[\\p{Cc}\\p{Cf}]");
    }

    @Test
    void jsonMeansTheSame() throws JsonProcessingException {
        var odd = "\u001b[1m \u007f\u009b \u202e ä😀 \\ \"\n";
        assertThat(Json.MAPPER.readValue(Printable.inJson(Json.pretty(odd)), String.class))
                .isEqualTo(odd);
    }
}
