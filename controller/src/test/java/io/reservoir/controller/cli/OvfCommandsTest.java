package io.reservoir.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.dsl.Rsl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code import} and {@code export} as a person uses them. */
final class OvfCommandsTest {
    private static final String SHOP = "../samples/webshop/webshop.rsl";
    private static final String ENVELOPE = "../samples/ovf/webshop.ovf";

    @TempDir
    private Path folder;

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @Test
    void whatIsExportedIsImportedAgain() throws IOException {
        var envelope = file("shop.ovf", Run.of("export", SHOP).exits(0).out());
        var imported = Run.of("import", envelope).exits(0).out();

        var before = Objects.requireNonNull(
                Rsl.compile("shop.rsl", Files.readString(Path.of(SHOP))).service());
        var after = Objects.requireNonNull(Rsl.compile("shop.rsl", imported).service());
        assertThat(after.spec())
                .usingRecursiveComparison()
                .ignoringFieldsOfTypes(io.reservoir.model.diagnostic.Span.class)
                .isEqualTo(before.spec());
        assertThat(after.inputs()).isEqualTo(before.inputs());
        assertThat(after.assignments().stream().map(a -> a.value()).toList())
                .isEqualTo(before.assignments().stream().map(a -> a.value()).toList());
    }

    @Test
    void theSampleEnvelopeSaysItsServiceInTheLanguage() {
        Run.of("import", ENVELOPE)
                .exits(0)
                .says("service WebShop\n", "Replicas(C1) = RequestPerSecond(C1) / 500", "C1(2 CPU, 1 GB");
    }

    @Test
    void anEnvelopeWithErrorsIsNotPrinted() throws IOException {
        Run.of("import", file("broken.ovf", "<Envelope/>"))
                .exits(1)
                .printsNothing()
                .tells("error[RSL-1", "has errors");
        Run.of("import", folder.resolve("none.ovf").toString())
                .exits(1)
                .printsNothing()
                .tells("there is no such file");
    }

    @Test
    void aManifestWithErrorsIsNotExported() throws IOException {
        Run.of("export", file("broken.rsl", "service Shop\nReplicas(C1) = 2\n"))
                .exits(1)
                .printsNothing()
                .tells("error[RSL-014]", "has errors");
    }

    @Test
    void sectionsOfOthersAreTakenOver() throws IOException {
        var text = Files.readString(Path.of(ENVELOPE));
        var end = text.lastIndexOf("<");
        var with = file(
                "with.ovf",
                text.substring(0, end)
                        + "<x:RackSection xmlns:x=\"https://example.org/rack\" ovf:required=\"false\"><ovf:Info"
                        + " xmlns:ovf=\"http://schemas.dmtf.org/ovf/envelope/1\">r</ovf:Info><x:Rack>7</x:Rack>"
                        + "</x:RackSection>"
                        + text.substring(end));
        assertThat(Run.of("export", SHOP).exits(0).out()).doesNotContain("Rack>7");
        assertThat(Run.of("export", "--sections-of", with, SHOP).exits(0).out()).contains("Rack>7");
    }
}
