package io.reservoir.controller.cli;

import io.reservoir.cluster.store.EntryUnreadable;
import io.reservoir.cluster.store.StoreUnavailable;
import io.reservoir.dsl.problem.Suggestion;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what was wrong with a command line, or why a command failed. */
final class Faults implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private final Terminal terminal;

    Faults(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public int handleParseException(ParameterException fault, String[] args) {
        var command = fault.getCommandLine();
        if (fault instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            tellUnmatched(unmatched.getUnmatched().getFirst(), command);
        } else {
            Failures.tell(lowerCase(String.valueOf(fault.getMessage())), null, terminal);
        }
        terminal.tell(" try: " + command.getCommandSpec().qualifiedName(" ") + " --help");
        return Exit.USAGE;
    }

    private static String lowerCase(String text) {
        return text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }

    private void tellUnmatched(String argument, CommandLine command) {
        var isOption = argument.startsWith("-") && argument.length() > 1;
        var isCommand = !isOption && !command.getSubcommands().isEmpty();
        var what = isOption ? "option" : isCommand ? "command" : "argument";
        var known = isOption
                ? options(command)
                : new ArrayList<>(command.getSubcommands().keySet());
        var word = isOption && argument.contains("=") ? argument.substring(0, argument.indexOf('=')) : argument;
        Failures.tell(
                (what.equals("argument") ? "unexpected " : "there is no ") + what + " `" + word + "`",
                help(word, known, what),
                terminal);
    }

    private static @Nullable String help(String word, List<String> known, String what) {
        return what.equals("option") && Suggestion.nearest(word, known) == null
                ? null
                : Suggestion.help(word, known, what + "s");
    }

    private static List<String> options(CommandLine command) {
        return command.getCommandSpec().options().stream()
                .flatMap(option -> List.of(option.names()).stream())
                .filter(name -> name.startsWith("--"))
                .toList();
    }

    @Override
    public int handleExecutionException(Exception fault, CommandLine command, ParseResult result) throws Exception {
        return switch (fault) {
            case Refusal refusal -> {
                Failures.tell(refusal, terminal);
                yield refusal.exitCode();
            }
            case ProblemReply reply -> {
                Failures.tell(reply.problem(), null, terminal);
                yield Exit.FAILED;
            }
            case StoreUnavailable unavailable -> {
                Failures.tell(String.valueOf(unavailable.getMessage()), null, terminal);
                yield Exit.FAILED;
            }
            case EntryUnreadable unreadable -> {
                Failures.tell(String.valueOf(unreadable.getMessage()), "was it written by a newer release?", terminal);
                yield Exit.FAILED;
            }
            default -> throw fault;
        };
    }
}
