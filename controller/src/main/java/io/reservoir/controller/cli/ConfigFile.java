package io.reservoir.controller.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Stack;
import java.util.regex.Pattern;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * A configuration file: lines {@code key = value}, where a key is an option without its dashes, repeated where the
 * option may be; blank lines and those that begin with {@code #} say nothing. Its lines take the place of
 * {@code --config FILE} in the command line and are understood as if they had been written there.
 */
final class ConfigFile implements IParameterPreprocessor {
    private static final long MOST_BYTES = 64 * 1024;
    private static final String OPTION = "--config";
    private static final Pattern LINE = Pattern.compile("([a-z][a-z-]*)\\s*=\\s*(.*)");

    @Override
    public boolean preprocess(Stack<String> args, CommandSpec command, ArgSpec argument, Map<String, Object> info) {
        if (args.isEmpty()) {
            return false;
        }
        var file = Path.of(args.pop());
        var options = new ArrayList<String>();
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw wrong(command, file + " is too long for a configuration: more than " + MOST_BYTES + " bytes");
            }
            var lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                read(lines.get(i).strip(), file + ":" + (i + 1), command, options);
            }
        } catch (NoSuchFileException e) {
            throw wrong(command, "there is no file " + file);
        } catch (CharacterCodingException e) {
            throw wrong(command, file + " is no text in UTF-8");
        } catch (IOException e) {
            throw wrong(command, "cannot read " + file + ": " + e.getMessage());
        }
        for (var option : options.reversed()) {
            args.push(option);
        }
        return true;
    }

    private static void read(String line, String where, CommandSpec command, List<String> options) {
        if (line.isEmpty() || line.startsWith("#")) {
            return;
        }
        var match = LINE.matcher(line);
        if (!match.matches()) {
            throw wrong(command, where + ": `" + line + "` is not KEY = VALUE");
        }
        var option = "--" + match.group(1);
        if (option.equals(OPTION) || command.findOption(option) == null) {
            throw wrong(
                    command,
                    where + ": there is no key `" + match.group(1) + "`: keys are the options of " + command.name()
                            + " without their dashes");
        }
        options.add(option + "=" + match.group(2));
    }

    private static ParameterException wrong(CommandSpec command, String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
