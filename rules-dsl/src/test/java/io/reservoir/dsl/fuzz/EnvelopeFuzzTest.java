package io.reservoir.dsl.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.reservoir.dsl.ovf.Ovf;
import io.reservoir.model.diagnostic.Diagnostic;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes: they are an envelope that says a service, or there is an error that says why not. */
final class EnvelopeFuzzTest {
    @MethodSource("io.reservoir.dsl.fuzz.Seeds#envelopes")
    @FuzzTest(maxDuration = "45s")
    void compile(byte[] bytes) {
        Promises.keep(new String(bytes, UTF_8), text -> {
            var imported = Ovf.compile(Promises.FILE, text);
            assertThat(imported.service() == null).isEqualTo(Diagnostic.anyError(imported.diagnostics()));
            return imported.diagnostics();
        });
    }
}
