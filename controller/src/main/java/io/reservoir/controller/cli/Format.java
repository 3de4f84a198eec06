package io.reservoir.controller.cli;

import io.reservoir.dsl.Rsl;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fmt}: brings files to the canonical form. A file with a syntax error stays as it is. */
@Command(
        name = "fmt",
        description = "Bring files to the canonical form, and print the names of those that changed.",
        footer = {
            "",
            "A file that cannot be read as the language stays as it is: its mistakes are told, the status is 1."
        })
final class Format implements Callable<Integer> {
    private final Terminal terminal;

    @Option(names = "--check", description = "Change nothing; fail if a file is not in the canonical form.")
    private boolean check;

    @Option(names = "--diff", description = "Change nothing; print what would change.")
    private boolean diff;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..*",
            description = "Files; directories, for the *.rsl files below them; - or nothing for standard input, "
                    + "which is printed in the canonical form.")
    private List<String> files = List.of(ManifestFile.STDIN);

    private boolean good = true;

    Format(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var walk = new RslFiles(this::take, (name, refusal) -> refuse(refusal));
        files.forEach(walk::walk);
        return good ? Exit.OK : Exit.FAILED;
    }

    private void take(String file) {
        try {
            good &= format(file);
        } catch (Refusal e) {
            refuse(e);
        }
    }

    private void refuse(Refusal refusal) {
        good = false;
        Failures.tell(refusal, terminal);
    }

    /** False if the file cannot be formatted, or should have been already. */
    private boolean format(String file) {
        var manifest = ManifestFile.read(file, terminal);
        var formatting = Rsl.format(manifest.name(), manifest.text());
        var text = formatting.text();
        if (text == null) {
            terminal.tell(Diagnoses.text(formatting.diagnostics(), manifest.text(), terminal.style())
                    .stripTrailing());
            return false;
        }
        var changes = !text.equals(manifest.text());
        if (diff) {
            terminal.print(painted(LineDiff.of(manifest.name(), manifest.text(), text)));
        } else if (check) {
            terminal.print(changes ? manifest.name() + "\n" : "");
        } else if (file.equals(ManifestFile.STDIN)) {
            terminal.print(text);
        } else if (changes) {
            RslFiles.rewrite(file, text);
            terminal.print(file + "\n");
        }
        return !(check && changes);
    }

    private String painted(String difference) {
        var style = terminal.style();
        return difference
                .lines()
                .map(line -> line.startsWith("+") ? style.green(line) : line.startsWith("-") ? style.red(line) : line)
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }
}
