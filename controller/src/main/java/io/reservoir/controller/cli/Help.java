package io.reservoir.controller.cli;

import io.reservoir.dsl.problem.Suggestion;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code help}: what commands there are, or how one of them is used. */
@Command(name = "help", description = "Say what commands there are, or how one of them is used.")
final class Help implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "COMMAND", arity = "0..1", description = "The command.")
    private @Nullable String command;

    Help(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var all = Reservoir.commandLine(terminal, Commands.ALL);
        var one = command == null ? all : all.getSubcommands().get(command);
        if (one == null) {
            throw Refusal.usage(
                    "there is no command `" + command + "`",
                    Suggestion.help(String.valueOf(command), Commands.ALL, "commands"));
        }
        one.usage(terminal.out());
        return Exit.OK;
    }
}
