package io.reservoir.controller.cli;

import io.reservoir.dsl.print.SourcePrinter;
import io.reservoir.model.diagnostic.Diagnostic;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code import}: what an OVF envelope or archive says, in the language. */
@Command(
        name = "import",
        description = "Print what an OVF envelope (.ovf) or archive (.ova) says, in the language.",
        footer = {
            "",
            "What is worth knowing is told beside it. An envelope with errors is not printed; the status is 1.",
            "Sections of others that it can be read without are named there; `export --sections-of` takes them over."
        })
final class Import implements Callable<Integer> {
    private final Terminal terminal;

    @Option(
            names = "--stdin-name",
            paramLabel = "NAME",
            defaultValue = "stdin.ovf",
            description = "What messages call standard input (default: stdin.ovf).")
    private String stdinName = "stdin.ovf";

    @Mixin
    private final SlaOption sla = new SlaOption();

    @Parameters(paramLabel = "FILE", description = "An .ovf or .ova, - for standard input.")
    private String file = "";

    Import(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var read = OvfFile.read(file, stdinName, sla.book(terminal).latest(), terminal);
        var content = read.content();
        Diagnoses.tell(content.diagnostics(), content::source, terminal);
        var statements = content.file();
        if (statements == null || Diagnostic.anyError(content.diagnostics())) {
            throw Refusal.of(read.name() + " has errors", null);
        }
        terminal.print(SourcePrinter.print(statements.statements()));
        return Exit.OK;
    }
}
