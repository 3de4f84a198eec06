package io.reservoir.controller.execute;

import io.reservoir.model.decision.Notice;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.port.Outcome;
import io.reservoir.model.site.HostId;
import io.reservoir.model.vee.Vee;
import io.reservoir.model.vee.VeePhase;
import io.reservoir.model.vee.VeeState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an ended call means for its VEE. */
final class Effects {
    private Effects() {}

    /** The change that a call made, null where only looking at the host will tell. */
    static @Nullable Entry of(Vee vee, Entry.Claimed claim, Instant at) {
        var host = claim.host();
        return switch (claim.verb()) {
            case DEFINE -> changed(vee, vee.phase(), VeeState.DEFINED, host, at, "it is defined");
            case ACTIVATE -> changed(vee, VeePhase.STARTING, VeeState.ACTIVE, host, at, "it is activated");
            case RESUME -> changed(vee, VeePhase.STARTING, VeeState.ACTIVE, host, at, "it is resumed");
            case PAUSE -> changed(vee, VeePhase.HELD, VeeState.PAUSED, host, at, "it is paused");
            case SUSPEND -> changed(vee, VeePhase.HELD, VeeState.SUSPENDED, host, at, "it is suspended");
            case SHUTDOWN -> null;
            case DESTROY -> changed(vee, VeePhase.GONE, VeeState.DESTROYED, host, at, "it is destroyed");
            case RESIZE ->
                new Entry.VeeChanged(vee.id(), vee.phase(), vee.state(), host, claim.size(), at, "it is resized");
            case MIGRATE -> changed(vee, vee.phase(), vee.state(), claim.to(), at, "it has moved here from " + host);
            case LIMIT, STAY -> null;
        };
    }

    /** What a refusal changes: what cannot be started waits for room or has failed, what cannot be held runs on. */
    static List<Entry> ofRefusal(Vee vee, Entry.Claimed claim, Outcome.Refused refused, Instant at) {
        return switch (claim.verb()) {
            case DEFINE ->
                refused.why() == Outcome.Refusal.FULL
                        ? List.of(changed(
                                vee, VeePhase.PENDING, null, null, at, "no room after all: " + refused.detail()))
                        : failed(vee, claim.host(), refused, at);
            case ACTIVATE -> failed(vee, claim.host(), refused, at);
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
            case RESUME, DESTROY, RESIZE, LIMIT, STAY -> List.of();
        };
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
