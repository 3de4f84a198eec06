package io.reservoir.controller.cli;

import io.reservoir.dsl.problem.Suggestion;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code completion}: a script that lets a shell complete commands and options. */
@Command(
        name = "completion",
        description = "Print a script that lets bash or zsh complete commands and options.",
        footer = {"", "Use it with: source <(./reservoir completion)"})
final class Completion implements Callable<Integer> {
    private static final List<String> SHELLS = List.of("bash", "zsh");

    private final Terminal terminal;

    @Parameters(
            paramLabel = "SHELL",
            arity = "0..1",
            description = "bash (the default) or zsh: the script is the same.")
    private String shell = "bash";

    Completion(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (!SHELLS.contains(shell)) {
            throw Refusal.usage("there is no completion for `" + shell + "`", Suggestion.help(shell, SHELLS, "shells"));
        }
        terminal.print(AutoComplete.bash("reservoir", Reservoir.commandLine(terminal, Commands.ALL)));
        return Exit.OK;
    }
}
