package io.reservoir.dsl.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.reservoir.dsl.Rsl;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes: there is a canonical text, which is its own canonical text, or there is an error that says why not. */
@ExtendWith(LexerDictionary.class)
final class FormatFuzzTest {
    @DictionaryFile(resourcePath = LexerDictionary.RESOURCE)
    @MethodSource("io.reservoir.dsl.fuzz.Seeds#texts")
    @FuzzTest(maxDuration = "45s")
    void format(byte[] bytes) {
        Promises.keep(new String(bytes, UTF_8), text -> {
            var formatting = Rsl.format(Promises.FILE, text);
            var formatted = formatting.text();
            assertThat(formatted == null).isNotEqualTo(formatting.diagnostics().isEmpty());
            if (formatted != null) {
                assertThat(Rsl.format(Promises.FILE, formatted).text()).isEqualTo(formatted);
            }
            return formatting.diagnostics();
        });
    }
}
