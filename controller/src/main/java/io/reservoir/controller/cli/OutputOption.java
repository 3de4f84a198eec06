package io.reservoir.controller.cli;

import picocli.CommandLine.Option;

/** The option {@code -o}. */
final class OutputOption {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            converter = Output.Converter.class,
            description = "text (the default), wide, or json: one document on standard output.")
    private Output output = Output.TEXT;

    boolean isJson() {
        return output == Output.JSON;
    }

    boolean isWide() {
        return output == Output.WIDE;
    }
}
