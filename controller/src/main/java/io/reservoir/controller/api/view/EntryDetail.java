package io.reservoir.controller.api.view;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.reservoir.model.decision.Notice;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.reading.Numbers;
import io.reservoir.model.vee.VeePhase;
import io.reservoir.model.vee.VeeState;
import io.reservoir.model.vee.Verb;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What stands in a ledger entry, by its {@code kind}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = EntryDetail.Submitted.class, name = "submitted"),
    @JsonSubTypes.Type(value = EntryDetail.Activated.class, name = "activated"),
    @JsonSubTypes.Type(value = EntryDetail.Undeployed.class, name = "undeployed"),
    @JsonSubTypes.Type(value = EntryDetail.Decided.class, name = "decided"),
    @JsonSubTypes.Type(value = EntryDetail.Planned.class, name = "planned"),
    @JsonSubTypes.Type(value = EntryDetail.Claimed.class, name = "claimed"),
    @JsonSubTypes.Type(value = EntryDetail.Finished.class, name = "finished"),
    @JsonSubTypes.Type(value = EntryDetail.VeeChanged.class, name = "vee-changed"),
    @JsonSubTypes.Type(value = EntryDetail.Noticed.class, name = "noticed"),
    @JsonSubTypes.Type(value = EntryDetail.PolicyInForce.class, name = "policy"),
    @JsonSubTypes.Type(value = EntryDetail.PolicyApplied.class, name = "site-policy"),
    @JsonSubTypes.Type(value = EntryDetail.Pruned.class, name = "pruned")
})
public sealed interface EntryDetail {
    /** What happened, in a sentence. */
    String text();

    /** The name of its shape. */
    default String kind() {
        return switch (this) {
            case Submitted submitted -> "submitted";
            case Activated activated -> "activated";
            case Undeployed undeployed -> "undeployed";
            case Decided decided -> "decided";
            case Planned planned -> "planned";
            case Claimed claimed -> "claimed";
            case Finished finished -> "finished";
            case VeeChanged changed -> "vee-changed";
            case Noticed noticed -> "noticed";
            case PolicyInForce inForce -> "policy";
            case PolicyApplied applied -> "site-policy";
            case Pruned pruned -> "pruned";
        };
    }

    static EntryDetail of(long seq, Entry entry) {
        return switch (entry) {
            case Entry.Submitted submitted -> new Submitted(submitted.file(), submitted.text());
            case Entry.Activated activated -> new Activated();
            case Entry.Undeployed undeployed -> new Undeployed();
            case Entry.Decided decided ->
                new Decided(decided.decisions().stream()
                        .map(decision -> DecisionView.of(seq, decision))
                        .toList());
            case Entry.Planned planned ->
                new Planned(
                        planned.plan().steps().stream().map(StepView::of).toList(),
                        planned.plan().notes());
            case Entry.Claimed claimed ->
                new Claimed(
                        claimed.vee().toString(),
                        claimed.host().name(),
                        claimed.verb(),
                        SizeView.of(claimed.size()),
                        claimed.to() == null ? null : claimed.to().name(),
                        claimed.volume());
            case Entry.Finished finished ->
                new Finished(finished.intent().claimedAt(), finished.result(), finished.detail());
            case Entry.VeeChanged changed -> VeeChanged.of(changed);
            case Entry.Noticed noticed ->
                new Noticed(noticed.notice().code(), noticed.notice().text());
            case Entry.PolicyInForce(var hash, var author) -> new PolicyInForce(hash, author);
            case Entry.PolicyApplied(var hash, var author, var texts) ->
                new PolicyApplied(
                        hash, author, texts.stream().map(Entry.PolicyText::name).toList());
            case Entry.Pruned(var manifest, var manifestSeq, var lives, var policy) ->
                new Pruned(
                        manifest == null ? null : manifest.file(),
                        manifest == null ? null : manifest.text(),
                        manifestSeq);
        };
    }

    /** A manifest was accepted. */
    record Submitted(String file, String manifest) implements EntryDetail {
        @Override
        public String text() {
            return "manifest " + file + " accepted";
        }
    }

    /** The service shall run. */
    record Activated() implements EntryDetail {
        @Override
        public String text() {
            return "activated";
        }
    }

    /** All VEEs of the service shall go. */
    record Undeployed() implements EntryDetail {
        @Override
        public String text() {
            return "undeployed";
        }
    }

    /** An evaluation changed something. */
    record Decided(List<DecisionView> decisions) implements EntryDetail {
        @Override
        public String text() {
            return decisions.stream().map(Decided::text).collect(Collectors.joining("; "));
        }

        private static String text(DecisionView decision) {
            var target = Numbers.plain(decision.target());
            return decision.variable() + " "
                    + (decision.target() == decision.from()
                            ? "stays " + target
                            : Numbers.plain(decision.from()) + " → " + target)
                    + ", " + decision.because();
        }
    }

    /** A plan is committed. */
    record Planned(List<StepView> steps, List<String> notes) implements EntryDetail {
        @Override
        public String text() {
            return steps.stream()
                    .map(step -> ViewJson.word(step.action()) + " " + step.vee()
                            + (step.host() == null ? "" : " on " + step.host()))
                    .collect(Collectors.joining(", "));
        }
    }

    /**
     * A call at a host is about to be made.
     *
     * @param to where it is to move to, absent for all other verbs
     * @param volume that is attached or detached, absent for all other verbs
     */
    record Claimed(
            String vee,
            String host,
            Verb verb,
            SizeView size,
            @Nullable String to,
            @Nullable String volume) implements EntryDetail {
        @Override
        public String text() {
            return ViewJson.word(verb) + " " + (volume == null ? "" : "volume " + volume + " of ") + vee + " at " + host
                    + (to == null ? "" : " to " + to);
        }
    }

    /**
     * A claimed call is over.
     *
     * @param claim the entry that claimed it
     */
    record Finished(long claim, Entry.Result result, String message) implements EntryDetail {
        @Override
        public String text() {
            return "call of entry " + claim + " is " + ViewJson.word(result)
                    + (message.isEmpty() ? "" : ": " + message);
        }
    }

    /** A VEE has come to another phase, state or size. */
    record VeeChanged(
            String vee,
            VeePhase phase,
            @Nullable VeeState state,
            @Nullable String host,
            SizeView size,
            Instant since,
            String why)
            implements EntryDetail {
        static VeeChanged of(Entry.VeeChanged changed) {
            var host = changed.host();
            return new VeeChanged(
                    changed.vee().toString(),
                    changed.phase(),
                    changed.state(),
                    host == null ? null : host.name(),
                    SizeView.of(changed.size()),
                    changed.since(),
                    changed.why());
        }

        @Override
        public String text() {
            return vee + " is " + ViewJson.word(phase) + ": " + why;
        }
    }

    /** A service is decided about and charged under another policy. */
    record PolicyInForce(String hash, String author) implements EntryDetail {
        @Override
        public String text() {
            return "policy " + hash.substring(0, Math.min(12, hash.length())) + " of " + author + " is in force";
        }
    }

    /**
     * A policy was taken into force.
     *
     * @param files the names of its texts
     */
    record PolicyApplied(String hash, String author, List<String> files) implements EntryDetail {
        @Override
        public String text() {
            return "policy " + hash.substring(0, Math.min(12, hash.length())) + " of " + author + " applied: "
                    + String.join(", ", files);
        }
    }

    /**
     * What is left of entries up to this one, which were deleted.
     *
     * @param file of the manifest that was in force, null where there was none
     * @param manifestSeq the entry that brought it
     */
    record Pruned(@Nullable String file, @Nullable String manifest, long manifestSeq) implements EntryDetail {
        @Override
        public String text() {
            return "undeployed; what was before is pruned";
        }

        /** The manifest in an entry as it was, null where there was none. */
        public @Nullable EntryView submitted(EntryView pruned) {
            if (file == null || manifest == null) {
                return null;
            }
            var was = new Submitted(file, manifest);
            return new EntryView(pruned.service(), manifestSeq, pruned.epoch(), pruned.at(), was.text(), was);
        }
    }

    /** Something was told to a person. */
    record Noticed(Notice.Code code, String message) implements EntryDetail {
        @Override
        public String text() {
            return message;
        }
    }
}
