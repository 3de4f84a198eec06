package io.reservoir.cluster.store;

import io.reservoir.model.ledger.Entry;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of entries as the database names them, and the version of the format in which each is written now. A word
 * once used never changes. Whoever changes what fields a kind has raises its version, keeps the golden file of the old one
 * and teaches {@link EntryCodec} to read it: old entries replay for ever. A new word for what a field may say, such as a
 * step of a plan or a phase, is no other version: where it is used, earlier releases refuse the entry by that word, and
 * all other entries they read on.
 */
enum EntryKind {
    SUBMITTED("submitted", 1, Entry.Submitted.class),
    ACTIVATED("activated", 1, Entry.Activated.class),
    UNDEPLOYED("undeployed", 1, Entry.Undeployed.class),
    DECIDED("decided", 2, Entry.Decided.class),
    PLANNED("planned", 2, Entry.Planned.class),
    CLAIMED("claimed", 3, Entry.Claimed.class),
    FINISHED("finished", 1, Entry.Finished.class),
    VEE_CHANGED("vee-changed", 1, Entry.VeeChanged.class),
    NOTICED("noticed", 1, Entry.Noticed.class),
    POLICY_IN_FORCE("policy", 1, Entry.PolicyInForce.class),
    POLICY_APPLIED("site-policy", 1, Entry.PolicyApplied.class),
    PRUNED("pruned", 1, Entry.Pruned.class);

    private final String word;
    private final int version;
    private final Class<? extends Entry> type;

    EntryKind(String word, int version, Class<? extends Entry> type) {
        this.word = word;
        this.version = version;
        this.type = type;
    }

    static EntryKind of(Entry entry) {
        return switch (entry) {
            case Entry.Submitted submitted -> SUBMITTED;
            case Entry.Activated activated -> ACTIVATED;
            case Entry.Undeployed undeployed -> UNDEPLOYED;
            case Entry.Decided decided -> DECIDED;
            case Entry.Planned planned -> PLANNED;
            case Entry.Claimed claimed -> CLAIMED;
            case Entry.Finished finished -> FINISHED;
            case Entry.VeeChanged changed -> VEE_CHANGED;
            case Entry.Noticed noticed -> NOTICED;
            case Entry.PolicyInForce inForce -> POLICY_IN_FORCE;
            case Entry.PolicyApplied applied -> POLICY_APPLIED;
            case Entry.Pruned pruned -> PRUNED;
        };
    }

    /** The kind of that word, null where this release knows none. */
    static @Nullable EntryKind of(String word) {
        for (var kind : values()) {
            if (kind.word.equals(word)) {
                return kind;
            }
        }
        return null;
    }

    String word() {
        return word;
    }

    int version() {
        return version;
    }

    Class<? extends Entry> type() {
        return type;
    }
}
