package io.reservoir.controller.sla;

import io.reservoir.model.vee.VeePhase;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One component under one SLA class. The committed minimum is owed from when it was ready for the first time: until a
 * service has come up, nobody relies on it; and a higher minimum is owed once it has been reached.
 */
final class Owed {
    private final Course course = new Course();
    private Promise promise;
    private int reached;

    Owed(Promise promise) {
        this.promise = promise;
    }

    /** Goes on from there. */
    static Owed restored(Promise promise, int reached, List<Course.Point> points) {
        var owed = new Owed(promise);
        owed.reached = reached;
        owed.course.points().addAll(points);
        return owed;
    }

    int reached() {
        return reached;
    }

    Course course() {
        return course;
    }

    Promise promise() {
        return promise;
    }

    void promise(Promise next) {
        promise = next;
        reached = Math.min(reached, next.minimum());
    }

    /** The component is not to run, or stands under another class from now on. */
    void end(Instant at, long seq) {
        reached = 0;
        course.become(Quality.EXCLUDED, at, seq);
    }

    /** What holds from that time on, by how its VEEs stand. */
    void look(String component, Fleet fleet, boolean overContract, Instant at, long seq) {
        var ready = fleet.count(component, VeePhase.READY);
        if (ready >= promise.minimum()) {
            reached = promise.minimum();
        }
        course.become(quality(component, fleet, ready, overContract), at, seq);
    }

    private Quality quality(String component, Fleet fleet, int ready, boolean overContract) {
        if (!promise.isOwed() || reached == 0) {
            return Quality.EXCLUDED;
        }
        if (ready >= reached) {
            return Quality.GOOD;
        }
        var excused = ready + fleet.stoppedByTenant(component);
        if (overContract || excused >= reached) {
            return Quality.EXCLUDED;
        }
        return excused + fleet.count(component, VeePhase.UNKNOWN) >= reached ? Quality.UNKNOWN : Quality.BAD;
    }

    /**
     * How many times too fast the error budget is used up over a window: (bad minutes / minutes) / (1 − target), over
     * full minutes. Unknown minutes count as bad. Null where nothing was owed in the whole window.
     */
    @Nullable
    Double burn(Duration window, Instant now) {
        var target = promise.availability();
        if (target == null) {
            return null;
        }
        var end = now.truncatedTo(ChronoUnit.MINUTES);
        var minutes = course.minutes(end.minus(window), end);
        if (minutes.owed() == 0) {
            return null;
        }
        var bad = (double) (minutes.bad() + minutes.unknown()) / window.toMinutes();
        // a class that allows no bad minute burns without bound at the first one
        return bad == 0 ? 0.0 : bad / Math.max(Double.MIN_NORMAL, 1 - target);
    }
}
