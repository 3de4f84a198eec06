package io.reservoir.controller.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line, {@code reservoir}. */
@Command(
        name = "reservoir",
        description = "Runs services on virtual machines: elastic by their rules, explained, and billed.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Exit status: 0 done, 1 failed or refused, 2 the command line cannot be understood.",
            "Environment: " + ServerOption.VARIABLE + " names the server, NO_COLOR refuses colours."
        })
public final class Reservoir implements Callable<Integer> {
    private final Terminal terminal;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Option(
            names = {"-V", "--version"},
            description = "Print the version.")
    private boolean version;

    private Reservoir(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(run(args, Terminal.ofProcess()));
    }

    /** Runs one command; returns 0 if it was done, 1 if it failed or was refused, 2 if it cannot be understood. */
    public static int run(String[] args, Terminal terminal) {
        return commandLine(terminal, Commands.named(args)).execute(args);
    }

    /** The command line with those of the commands. */
    static CommandLine commandLine(Terminal terminal, Iterable<String> commands) {
        var line = new CommandLine(new Reservoir(terminal));
        for (var name : commands) {
            line.addSubcommand(Commands.make(name, terminal));
        }
        Commands.addHelp(line);
        var faults = new Faults(terminal);
        return line.setOut(terminal.out())
                .setErr(terminal.err())
                .setUsageHelpWidth(100)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setColorScheme(CommandLine.Help.defaultColorScheme(
                        terminal.style().isOn() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
                .setParameterExceptionHandler(faults)
                .setExecutionExceptionHandler(faults);
    }

    @Override
    public Integer call() {
        if (version) {
            return new Version(terminal).call();
        }
        spec.commandLine().usage(terminal.err());
        return Exit.USAGE;
    }
}
