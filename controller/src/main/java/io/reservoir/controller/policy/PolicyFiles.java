package io.reservoir.controller.policy;

import io.reservoir.rules.policy.RuleFile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The files of a directory that make a policy; whatever else is there is passed over.
 *
 * @param rules {@code *.drl}, by name
 * @param cases {@code *.golden.json}, by name
 */
public record PolicyFiles(List<RuleFile> rules, List<RuleFile> cases) {
    private static final String RULES = ".drl";
    private static final String CASES = ".golden.json";
    private static final long MOST_BYTES = 1 << 20;

    /** Nothing of an operator's own. */
    public static final PolicyFiles NONE = new PolicyFiles(List.of(), List.of());

    /** Reads a directory; what cannot be read is an {@link IOException} whose message is for people. */
    public static PolicyFiles in(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new NotDirectoryException("`" + directory + "` is no directory");
        }
        var rules = new ArrayList<RuleFile>();
        var cases = new ArrayList<RuleFile>();
        try (var files = Files.list(directory)) {
            for (var file : files.sorted().toList()) {
                var name = String.valueOf(file.getFileName());
                if (Files.isRegularFile(file) && name.endsWith(RULES)) {
                    rules.add(new RuleFile(name, text(file)));
                } else if (Files.isRegularFile(file) && name.endsWith(CASES)) {
                    cases.add(new RuleFile(name, text(file)));
                }
            }
        }
        return new PolicyFiles(List.copyOf(rules), List.copyOf(cases));
    }

    private static String text(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException("`" + file + "` is larger than 1 MiB");
        }
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            throw new IOException("`" + file + "` is no text in UTF-8", e);
        } catch (IOException e) {
            throw new IOException("`" + file + "` cannot be read: " + e.getMessage(), e);
        }
    }

    /** The text of a file by its name, empty where there is none: what diagnostics are about. */
    public String text(String name) {
        for (var files : List.of(rules, cases)) {
            for (var file : files) {
                if (file.name().equals(name)) {
                    return file.text();
                }
            }
        }
        return "";
    }
}
