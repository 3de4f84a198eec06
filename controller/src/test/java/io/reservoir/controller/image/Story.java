package io.reservoir.controller.image;

import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.plan.Plan;
import io.reservoir.model.plan.Reason;
import io.reservoir.model.plan.Step;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.service.Size;
import io.reservoir.model.site.HostId;
import io.reservoir.model.vee.VeeId;
import io.reservoir.model.vee.VeePhase;
import io.reservoir.model.vee.VeeState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The life of a service as entries that are replayed one by one: the way in which tests come by an image. */
public final class Story {
    public static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    public static final ServiceId SHOP = new ServiceId("Shop");
    public static final long GB = 1_000_000_000;
    public static final Size SMALL = new Size(1, GB, 10 * GB);
    public static final Reason BECAUSE = new Reason("a test wants it", null);

    private ServiceImage image = ServiceImage.empty(SHOP);
    private Instant at = NOON;

    public static VeeId vee(String component, int ordinal) {
        return new VeeId(SHOP, component, ordinal, 1);
    }

    public static VeeId c1(int ordinal) {
        return vee("C1", ordinal);
    }

    public static HostId host(String name) {
        return new HostId(name);
    }

    public static Step.Start start(VeeId vee, String host) {
        return new Step.Start(vee, SMALL, host(host), BECAUSE);
    }

    public static Entry planned(Step... steps) {
        return new Entry.Planned(new Plan(List.of(steps), List.of()));
    }

    public static Entry changed(VeeId vee, VeePhase phase, VeeState state, String host) {
        return new Entry.VeeChanged(vee, phase, state, host == null ? null : host(host), SMALL, NOON, "a test says so");
    }

    public Story after(Duration time) {
        at = at.plus(time);
        return this;
    }

    public Story then(Entry... entries) {
        for (var entry : entries) {
            image = Replay.apply(image, new Recorded(SHOP, image.lastSeq() + 1, new Epoch(1), at, entry));
        }
        return this;
    }

    /** A VEE that is to be on that host, nothing having been done yet. */
    public Story started(VeeId vee, String host) {
        return then(planned(start(vee, host)));
    }

    public Story pending(VeeId vee) {
        return then(planned(new Step.Await(vee, SMALL, BECAUSE)));
    }

    public Story booting(VeeId vee, String host) {
        return started(vee, host).then(changed(vee, VeePhase.STARTING, VeeState.ACTIVE, host));
    }

    public Story ready(VeeId vee, String host) {
        return booting(vee, host).then(changed(vee, VeePhase.READY, VeeState.ACTIVE, host));
    }

    /** A VEE whose launch failed. */
    public Story failed(VeeId vee, String host) {
        return started(vee, host).then(changed(vee, VeePhase.FAILED, VeeState.DEFINED, host));
    }

    public Story stopping(VeeId vee, String host) {
        return ready(vee, host).then(planned(new Step.Stop(vee, BECAUSE)));
    }

    public Story draining(VeeId vee, String host) {
        return ready(vee, host).then(planned(new Step.Drain(vee, BECAUSE)));
    }

    public ServiceImage image() {
        return image;
    }

    public Instant at() {
        return at;
    }
}
