package io.reservoir.controller.execute;

import io.reservoir.model.decision.Notice;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.port.Outcome;
import io.reservoir.model.site.HostId;
import io.reservoir.model.vee.Vee;
import io.reservoir.model.vee.VeePhase;
import io.reservoir.model.vee.VeeState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an ended call means for its VEE. */
final class Effects {
    /** A host that is at another call about a VEE for that long has not launched it. */
    static final Duration LONGEST_LAUNCH = Duration.ofMinutes(10);

    private Effects() {}

    /** The changes that a call made or has brought to light, none where only looking at the host will tell. */
    static List<Entry> of(Vee vee, Entry.Claimed claim, Outcome.Done done) {
        var host = claim.host();
        var at = done.at();
        return switch (claim.verb()) {
            case DEFINE -> List.of(changed(vee, vee.phase(), VeeState.DEFINED, host, at, "it is defined"));
            case ACTIVATE -> List.of(changed(vee, VeePhase.STARTING, VeeState.ACTIVE, host, at, "it is activated"));
            case RESUME -> List.of(changed(vee, VeePhase.STARTING, VeeState.ACTIVE, host, at, "it is resumed"));
            case PAUSE -> List.of(changed(vee, VeePhase.HELD, VeeState.PAUSED, host, at, "it is paused"));
            case SUSPEND -> List.of(changed(vee, VeePhase.HELD, VeeState.SUSPENDED, host, at, "it is suspended"));
            case DESTROY -> destroyed(vee, host, done);
            case RESIZE ->
                List.of(new Entry.VeeChanged(
                        vee.id(), vee.phase(), vee.state(), host, claim.size(), at, "it is resized"));
            case MIGRATE ->
                List.of(changed(vee, vee.phase(), vee.state(), claim.to(), at, "it has moved here from " + host));
            case SHUTDOWN, LIMIT, STAY, ATTACH, DETACH -> List.of();
        };
    }

    /** What went off before it was destroyed did not run until then. */
    private static List<Entry> destroyed(Vee vee, HostId host, Outcome.Done done) {
        var entries = new ArrayList<Entry>();
        var offSince = done.offSince();
        if (offSince != null && vee.state() != VeeState.SHUTOFF) {
            entries.add(changed(vee, vee.phase(), VeeState.SHUTOFF, host, offSince, "it was off by then"));
        }
        entries.add(changed(vee, VeePhase.GONE, VeeState.DESTROYED, host, done.at(), "it is destroyed"));
        return List.copyOf(entries);
    }

    /** What a refusal changes: what cannot be started waits for room or has failed, what cannot be held runs on. */
    static List<Entry> ofRefusal(Vee vee, Entry.Claimed claim, Outcome.Refused refused, Instant at) {
        return switch (claim.verb()) {
            case DEFINE ->
                refused.why() == Outcome.Refusal.FULL
                        ? List.of(changed(
                                vee, VeePhase.PENDING, null, null, at, "no room after all: " + refused.detail()))
                        : notStarted(vee, claim.host(), refused, at);
            case ACTIVATE -> notStarted(vee, claim.host(), refused, at);
            case PAUSE, SUSPEND, SHUTDOWN ->
                vee.phase() == VeePhase.HELD && vee.state() == VeeState.ACTIVE
                        ? List.of(changed(
                                vee,
                                VeePhase.STARTING,
                                VeeState.ACTIVE,
                                claim.host(),
                                at,
                                "it runs on: " + refused.detail()))
                        : List.of();
            case MIGRATE ->
                List.of(new Entry.Noticed(new Notice(
                        Notice.Code.MIGRATION_FAILED,
                        vee.id() + " stays on " + claim.host() + ": " + refused.detail())));
            case RESUME, DESTROY, RESIZE, LIMIT, STAY, ATTACH, DETACH -> List.of();
        };
    }

    /** A call before, whose answer nobody heard, may still start it: that has not failed, and is asked for again. */
    private static List<Entry> notStarted(Vee vee, HostId host, Outcome.Refused refused, Instant at) {
        return refused.why() == Outcome.Refusal.BUSY && at.isBefore(vee.since().plus(LONGEST_LAUNCH))
                ? List.of()
                : failed(vee, host, refused, at);
    }

    private static List<Entry> failed(Vee vee, HostId host, Outcome.Refused refused, Instant at) {
        var text = vee.id() + " on " + host + ": " + refused.detail();
        return List.of(
                changed(vee, VeePhase.FAILED, vee.state(), host, at, refused.detail()),
                new Entry.Noticed(new Notice(Notice.Code.VEE_FAILED, text)));
    }

    private static Entry changed(
            Vee vee, VeePhase phase, @Nullable VeeState state, @Nullable HostId host, Instant at, String why) {
        return new Entry.VeeChanged(vee.id(), phase, state, host, vee.size(), at, why);
    }
}
