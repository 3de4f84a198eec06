package io.reservoir.controller.sim;

import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.ledger.IntentId;
import io.reservoir.model.port.Host.Definition;
import io.reservoir.model.port.Host.Sighting;
import io.reservoir.model.service.Size;
import io.reservoir.model.vee.VeeId;
import io.reservoir.model.vee.VeeState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A VEE inside a simulated host, and how it goes on by itself: it says when it will have booted and when it will go
 * off, so what it is at any time follows from this record and that time alone.
 *
 * @param since when it came into its state
 * @param sizedAt when it got its size
 * @param bootsAt when its guest is up, null for never; while it is paused or suspended, as it stood at {@code since}
 * @param endsAt when it goes off, null while nothing makes it; while it is paused or suspended, as {@code bootsAt}
 * @param epoch the epoch under which it was last changed
 * @param intent the newest intent that got an answer about it
 */
record Guest(
        Definition definition,
        VeeState state,
        Instant since,
        Instant sizedAt,
        @Nullable Instant bootsAt,
        @Nullable Instant endsAt,
        Epoch epoch,
        IntentId intent) {

    /** When its guest is up, {@code until} excluded; null while nothing ends it. */
    record Uptime(
            VeeId vee, Size size, Instant from, @Nullable Instant until) {}

    /** Stands for a VEE that the host does not have. */
    static Guest absent(VeeId vee, Instant now) {
        var nothing = new Definition(vee, Size.NOTHING, null, List.of());
        return new Guest(nothing, VeeState.DESTROYED, now, now, null, null, new Epoch(0), new IntentId(0));
    }

    static Guest defined(Definition definition, Instant now) {
        return new Guest(definition, VeeState.DEFINED, now, now, null, null, new Epoch(0), new IntentId(0));
    }

    VeeId vee() {
        return definition.vee();
    }

    Size size() {
        return definition.size();
    }

    /** What it has become by then: one that goes off is off from that very time on, whenever one looks. */
    Guest at(Instant now) {
        return state == VeeState.ACTIVE && endsAt != null && !endsAt.isAfter(now)
                ? in(VeeState.SHUTOFF, endsAt, bootsAt, null)
                : this;
    }

    Guest activated(Instant now, @Nullable Instant boots, @Nullable Instant ends) {
        return in(VeeState.ACTIVE, now, boots, ends);
    }

    Guest paused(Instant now) {
        return in(VeeState.PAUSED, now, bootsAt, endsAt);
    }

    Guest suspended(Instant now) {
        return in(VeeState.SUSPENDED, now, thawed(bootsAt, now), thawed(endsAt, now));
    }

    Guest resumed(Instant now) {
        return in(VeeState.ACTIVE, now, thawed(bootsAt, now), thawed(endsAt, now));
    }

    /** It goes off at that time, or before if it would anyhow. */
    Guest ending(Instant at) {
        return in(state, since, bootsAt, endsAt != null && endsAt.isBefore(at) ? endsAt : at);
    }

    /** Its host had no power at that time. */
    Guest poweredOff(Instant now) {
        return state == VeeState.ACTIVE || state == VeeState.PAUSED ? in(VeeState.SHUTOFF, now, bootsAt, null) : this;
    }

    Guest destroyed(Instant now) {
        return in(VeeState.DESTROYED, now, null, null);
    }

    /** With other vCPUs and other memory; a disk keeps its size. */
    Guest resized(Size wanted, Instant now) {
        var size = new Size(wanted.vcpus(), wanted.memoryBytes(), size().diskBytes());
        var resized = new Definition(vee(), size, definition.image(), definition.networks());
        return new Guest(resized, state, since, now, bootsAt, endsAt, epoch, intent);
    }

    boolean isSized(Size wanted) {
        return state != VeeState.DESTROYED
                && size().vcpus() == wanted.vcpus()
                && size().memoryBytes() == wanted.memoryBytes();
    }

    /** It was changed under that epoch. */
    Guest by(Epoch newEpoch) {
        return new Guest(definition, state, since, sizedAt, bootsAt, endsAt, newEpoch, intent);
    }

    Guest answered(IntentId newest) {
        return new Guest(definition, state, since, sizedAt, bootsAt, endsAt, epoch, newest);
    }

    Sighting sighting(Instant now) {
        var booted = state == VeeState.ACTIVE && bootsAt != null && !bootsAt.isAfter(now);
        return new Sighting(vee(), state, size(), since, booted, epoch);
    }

    /** The last stretch of time, running on or over, in which its guest is up; null where there is none. */
    @Nullable
    Uptime uptime() {
        if (bootsAt == null) {
            return null;
        }
        return switch (state) {
            case ACTIVE -> new Uptime(vee(), size(), bootsAt.isAfter(since) ? bootsAt : since, endsAt);
            case PAUSED, SUSPENDED, SHUTOFF -> new Uptime(vee(), size(), bootsAt, since);
            case DEFINED, DESTROYED -> null;
        };
    }

    private Guest in(VeeState newState, Instant at, @Nullable Instant boots, @Nullable Instant ends) {
        return new Guest(definition, newState, at, sizedAt, boots, ends, epoch, intent);
    }

    /** Time stands still for a guest whose CPUs do: what was to come comes that much later. */
    private @Nullable Instant thawed(@Nullable Instant time, Instant now) {
        var stoodStill = state == VeeState.PAUSED || state == VeeState.SUSPENDED;
        return time == null || !stoodStill ? time : time.plus(Duration.between(since, now));
    }
}
