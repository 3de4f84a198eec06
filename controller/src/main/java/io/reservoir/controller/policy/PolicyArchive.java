package io.reservoir.controller.policy;

import io.reservoir.controller.image.Entries;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.service.ServiceId;
import io.reservoir.rules.policy.PolicyCompiler;
import io.reservoir.rules.policy.PolicyRules;
import io.reservoir.rules.policy.RuleFile;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every policy that ever was in force, as the site's ledger has it: what an old decision or charge went by can be asked
 * again on any node and in any release.
 */
public final class PolicyArchive {
    private final Map<String, Entry.PolicyApplied> applied = new HashMap<>();
    private final Map<String, PolicyRules> made = new HashMap<>();
    private @Nullable String last;

    public PolicyArchive(Entries.Pages ledger) {
        for (var recorded : Entries.of(ledger, ServiceId.SITE)) {
            if (recorded.entry() instanceof Entry.PolicyApplied entry) {
                applied.put(entry.hash(), entry);
                last = entry.hash();
            }
        }
    }

    /** The hash of the policy that was taken into force last, null where none was. */
    public @Nullable String last() {
        return last;
    }

    /** The policy of that hash, null where the ledger does not have it or it compiles no more. */
    public @Nullable PolicyRules find(String hash) {
        var shipped = PolicyCompiler.shipped();
        if (shipped.hash().equals(hash)) {
            return shipped;
        }
        var known = made.get(hash);
        var entry = applied.get(hash);
        if (known != null || entry == null) {
            return known;
        }
        var files = entry.texts().stream()
                .map(text -> new RuleFile(text.name(), text.text()))
                .toList();
        return switch (PolicyCompiler.restore(files, entry.author())) {
            case PolicyCompiler.Compilation.Compiled(var rules) -> {
                made.put(hash, rules);
                yield rules;
            }
            case PolicyCompiler.Compilation.Refused refused -> null;
        };
    }
}
