package io.reservoir.controller.cli;

import io.reservoir.model.sla.SlaClasses;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code check}: says what is wrong with manifests, without a server. */
@Command(
        name = "check",
        description = "Say what is wrong with manifests, without a server.",
        footer = {
            "",
            "Exit status: 0 no errors, 1 errors or a file that cannot be read, 2 the command line",
            "cannot be understood, 3 warnings under --strict and no errors."
        })
final class Check implements Callable<Integer> {
    private final Terminal terminal;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            converter = CheckFormats.Converter.class,
            description = "text (the default); json, sarif (2.1.0) or junit: one document on standard output.")
    private CheckFormats format = CheckFormats.TEXT;

    @Option(names = "--strict", description = "Allow no warnings: without errors, the exit status is then 3.")
    private boolean strict;

    @Option(
            names = "--stdin-name",
            paramLabel = "NAME",
            description = "What messages call standard input; stdin unless given.")
    private @Nullable String stdinName;

    @Mixin
    private final SlaOption sla = new SlaOption();

    @Option(
            names = "--on",
            paramLabel = "DAY",
            description = "The day whose versions of the SLA classes count; unless given, the latest do.")
    private @Nullable LocalDate day;

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description =
                    "Manifests, .ovf and .ova files, directories for all *.rsl in and below them, - for standard input.")
    private List<String> files = List.of();

    Check(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (stdinName != null && !files.contains(ManifestFile.STDIN)) {
            throw Refusal.usage("--stdin-name goes with - for standard input", null);
        }
        if (stdinName != null && stdinName.isBlank()) {
            throw Refusal.usage("--stdin-name is empty", null);
        }
        var checker = new Checker(stdinName == null ? "stdin" : stdinName, classes(), terminal);
        files.forEach(checker::check);
        var checked = new Checked(checker.files(), strict);
        format.make().print(checked, terminal);
        return checked.exitCode();
    }

    private SlaClasses classes() {
        var book = sla.book(terminal);
        return day == null ? book.latest() : book.on(day);
    }
}
