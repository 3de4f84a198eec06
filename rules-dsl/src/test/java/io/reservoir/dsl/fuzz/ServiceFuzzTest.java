package io.reservoir.dsl.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.reservoir.dsl.Rsl;
import io.reservoir.model.diagnostic.Diagnostic;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes: they are a service or a rule file, or there is an error that says why not. */
@ExtendWith(LexerDictionary.class)
final class ServiceFuzzTest {
    @DictionaryFile(resourcePath = LexerDictionary.RESOURCE)
    @MethodSource("io.reservoir.dsl.fuzz.Seeds#texts")
    @FuzzTest(maxDuration = "45s")
    void compile(byte[] bytes) {
        Promises.keep(new String(bytes, UTF_8), text -> {
            var compilation = Rsl.compile(Promises.FILE, text);
            assertThat(compilation.service() == null)
                    .as("refused")
                    .isEqualTo(Diagnostic.anyError(compilation.diagnostics()));
            return compilation.diagnostics();
        });
    }
}
