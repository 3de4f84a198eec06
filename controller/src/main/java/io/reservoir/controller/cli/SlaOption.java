package io.reservoir.controller.cli;

import io.reservoir.model.sla.SlaBook;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --sla}. */
final class SlaOption {
    @Option(
            names = "--sla",
            paramLabel = "FILE",
            description = "The provider's SLA classes that statements may name; those as shipped unless given.")
    private @Nullable String file;

    SlaBook book(Terminal terminal) {
        return file == null
                ? SlaBook.SHIPPED
                : ProviderFile.read(file, terminal).book();
    }
}
