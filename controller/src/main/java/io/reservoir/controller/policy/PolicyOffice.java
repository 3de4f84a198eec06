package io.reservoir.controller.policy;

import io.reservoir.model.diagnostic.DiagnosticText;
import io.reservoir.model.port.Ledger;
import io.reservoir.rules.policy.PolicyCompiler;
import io.reservoir.rules.policy.PolicyRules;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a server has its policy from: one directory, named when it was started, and nothing that anybody sends. Rules
 * are code, so whoever may write there may do whatever the server can.
 */
public final class PolicyOffice {
    private static final Logger LOG = LoggerFactory.getLogger(PolicyOffice.class);

    private final @Nullable Path directory;
    private final String author;

    /**
     * Makes an office.
     *
     * @param directory null for the shipped rules alone
     * @param author of what is in force when the server starts
     */
    public PolicyOffice(@Nullable Path directory, String author) {
        this.directory = directory;
        this.author = author;
    }

    /** Where the rules are, null where there are none but the shipped ones. */
    public @Nullable Path directory() {
        return directory;
    }

    /** Looks at the directory as it is now; what cannot be read is an {@link IOException} for people. */
    public PolicyCheck check(String by) throws IOException {
        return PolicyCheck.of(directory == null ? PolicyFiles.NONE : PolicyFiles.in(directory), by);
    }

    /**
     * What to begin with: the directory's rules; where they are refused, what the ledger has as last in force; else the
     * shipped ones. A file with a mistake does not keep a controller from starting.
     */
    public PolicyRules first(Ledger ledger) {
        if (directory == null) {
            return PolicyCompiler.shipped();
        }
        try {
            switch (check(author)) {
                case PolicyCheck.Passed(var rules, var cases) -> {
                    return rules;
                }
                case PolicyCheck.Refused(var diagnostics) -> {
                    var files = PolicyFiles.in(directory);
                    diagnostics.forEach(diagnostic -> LOG.error(
                            "policy refused: {}",
                            DiagnosticText.print(
                                            diagnostic,
                                            files.text(diagnostic.span().file()))
                                    .strip()));
                }
            }
        } catch (IOException e) {
            LOG.error("policy refused: {}", e.getMessage());
        }
        var archive = new PolicyArchive(ledger::read);
        var last = archive.last();
        var before = last == null ? null : archive.find(last);
        LOG.error(
                "the policy in {} is not in force; {} decides",
                directory,
                before == null ? "the shipped one" : "the last one, " + before.hash() + " of " + before.author());
        return before == null ? PolicyCompiler.shipped() : before;
    }
}
