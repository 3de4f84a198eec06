package io.reservoir.dsl.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.reservoir.dsl.ovf.Ovf;
import io.reservoir.dsl.ovf.OvfLimits;
import io.reservoir.model.diagnostic.Diagnostic;
import io.reservoir.model.diagnostic.DiagnosticText;
import io.reservoir.model.sla.SlaClasses;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes: they are an archive whose envelope says a service, or there is an error that says why not. */
final class ArchiveFuzzTest {
    @MethodSource("io.reservoir.dsl.fuzz.Seeds#archives")
    @FuzzTest(maxDuration = "45s")
    void compile(byte[] bytes) throws IOException {
        var imported = Ovf.compile("fuzz.ova", new ByteArrayInputStream(bytes), SlaClasses.SHIPPED, OvfLimits.DEFAULT);
        assertThat(imported.service() == null).isEqualTo(Diagnostic.anyError(imported.diagnostics()));
        imported.diagnostics()
                .forEach(diagnostic -> assertThat(DiagnosticText.print(diagnostic, imported.source(diagnostic)))
                        .contains(diagnostic.code()));
    }
}
