package io.reservoir.controller.cli;

import io.reservoir.cluster.store.PostgresAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a ledger in PostgreSQL is, and who asks. The password is never an argument, for others see those. */
final class DatabaseOptions {
    static final String PASSWORD = "RESERVOIR_DATABASE_PASSWORD";

    private static final int LONGEST_FILE = 4_096;

    @Option(
            names = "--database",
            paramLabel = "URL",
            description = "The ledger in PostgreSQL, such as jdbc:postgresql://db.example:5432/reservoir.")
    private @Nullable String url;

    @Option(names = "--database-user", paramLabel = "USER", description = "Who asks the database (default: reservoir).")
    private String user = "reservoir";

    @Option(
            names = "--database-password-file",
            paramLabel = "FILE",
            description = {"A file with the password in its first line;", "otherwise it is that of $" + PASSWORD + "."})
    private @Nullable Path passwordFile;

    boolean isGiven() {
        return url != null;
    }

    /** The access that is meant; null where none is given. */
    @Nullable
    PostgresAccess access(Function<String, @Nullable String> environment) {
        if (url == null) {
            if (passwordFile != null) {
                throw Refusal.usage("--database-password-file goes with --database", null);
            }
            return null;
        }
        try {
            return new PostgresAccess(url, user, password(environment));
        } catch (IllegalArgumentException e) {
            throw Refusal.usage("--database: " + e.getMessage(), "the password stands in a file, or in $" + PASSWORD);
        }
    }

    /** Empty where none is given: a server may let its own machine in without one. */
    private String password(Function<String, @Nullable String> environment) {
        if (passwordFile == null) {
            var said = environment.apply(PASSWORD);
            return said == null ? "" : said;
        }
        try {
            if (Files.size(passwordFile) > LONGEST_FILE) {
                throw Refusal.of(passwordFile + " is too long for a password", null);
            }
            return Files.readString(passwordFile).lines().findFirst().orElse("");
        } catch (NoSuchFileException e) {
            throw Refusal.of("there is no file " + passwordFile, null);
        } catch (IOException e) {
            throw Refusal.of("cannot read " + passwordFile + ": " + e.getMessage(), null);
        }
    }
}
