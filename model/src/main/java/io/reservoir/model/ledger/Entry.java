package io.reservoir.model.ledger;

import io.reservoir.model.decision.Decision;
import io.reservoir.model.decision.Notice;
import io.reservoir.model.decision.VariableState;
import io.reservoir.model.plan.Plan;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.service.Size;
import io.reservoir.model.site.HostId;
import io.reservoir.model.vee.VeeId;
import io.reservoir.model.vee.VeePhase;
import io.reservoir.model.vee.VeeState;
import io.reservoir.model.vee.Verb;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What may stand in the ledger of a service. State changes only by appending one of these and replaying it. */
public sealed interface Entry {
    /** A manifest was accepted; it replaces the one before. */
    record Submitted(String file, String text) implements Entry {}

    /** The service shall run. */
    record Activated() implements Entry {}

    /** All of the service's VEEs shall go; once none is left, the service is only a record. */
    record Undeployed() implements Entry {}

    /** An evaluation changed what the pipeline remembers: the decisions, and the state after them. */
    record Decided(List<Decision> decisions, List<VariableState> states) implements Entry {}

    /** A plan is committed: from now on its VEEs are owned, and only now may hosts be called. */
    record Planned(Plan plan) implements Entry {}

    /**
     * A call at a host is about to be made. Its intent is the sequence number of this entry.
     *
     * @param to where the VEE shall move to, null for all other verbs
     * @param volume the name of the one that is attached or detached, null for all other verbs
     * @param volumeBytes how large it is to be, 0 for all verbs but {@code ATTACH}
     */
    record Claimed(
            VeeId vee,
            HostId host,
            Verb verb,
            Size size,
            @Nullable HostId to,
            @Nullable String volume,
            long volumeBytes)
            implements Entry {
        /** A call that concerns one host and no volume. */
        public Claimed(VeeId vee, HostId host, Verb verb, Size size) {
            this(vee, host, verb, size, null);
        }

        /** A call that concerns no volume. */
        public Claimed(VeeId vee, HostId host, Verb verb, Size size, @Nullable HostId to) {
            this(vee, host, verb, size, to, null, 0);
        }
    }

    /** A claimed call is over. */
    record Finished(IntentId intent, Result result, String detail) implements Entry {}

    /**
     * A VEE has come to another phase, state or size.
     *
     * @param since when that began, by the evidence of the host where there is some
     * @param state null where no host has it
     */
    record VeeChanged(
            VeeId vee,
            VeePhase phase,
            @Nullable VeeState state,
            @Nullable HostId host,
            Size size,
            Instant since,
            String why)
            implements Entry {}

    /** Something was told to operator or tenant. */
    record Noticed(Notice notice) implements Entry {}

    /** From now on a service is decided about, and charged, under that policy. */
    record PolicyInForce(String hash, String author) implements Entry {}

    /**
     * A policy was taken into force. It stands in the ledger of the site, {@link ServiceId#SITE}, alone.
     *
     * @param hash of its texts, in hexadecimal digits
     * @param author who brought it
     * @param texts all that are in force, the shipped ones included
     */
    record PolicyApplied(String hash, String author, List<PolicyText> texts) implements Entry {}

    /**
     * What is left of a service's entries up to this one, which were deleted: at that point it was undeployed and had no
     * VEE and no call under way. Only the first entry that there is can be one of these.
     *
     * @param manifest that was in force, null where there was none
     * @param manifestSeq the sequence number of its entry, 0 for none
     * @param lives the latest incarnation of each replica that ever was, by {@code VeeId.replica}: names are not used again
     * @param policy hash of the policy that was in force, null where there was none
     */
    record Pruned(
            @Nullable Submitted manifest,
            long manifestSeq,
            SortedMap<String, Integer> lives,
            @Nullable String policy) implements Entry {
        public Pruned {
            lives = Collections.unmodifiableSortedMap(new TreeMap<>(lives));
        }
    }

    /** A file of rules. */
    record PolicyText(String name, String text) {}

    /** How a claimed call ended. */
    enum Result {
        /** It took effect. */
        DONE,
        /** It was refused or failed, and had no effect. */
        REFUSED,
        /** It was refused, and had no effect: the host cannot do that at all, however often it is asked. */
        UNSUPPORTED,
        /** After a restart the host showed that it had not taken effect, or nobody can tell any more. */
        ABORTED
    }
}
