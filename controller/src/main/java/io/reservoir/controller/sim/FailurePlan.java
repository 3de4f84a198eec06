package io.reservoir.controller.sim;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * What goes wrong at a simulated host, as data. "Every n" counts from the host's first launch or call on; 0 is never.
 * Where several apply to one launch, the one named first wins.
 *
 * @param outages when the host cannot be reached: it lists nothing and calls are lost undone; its VEEs live on
 */
public record FailurePlan(Launches launches, Calls calls, List<Outage> outages) {
    public static final FailurePlan NONE =
            new FailurePlan(new Launches(0, 0, 0, Duration.ZERO), new Calls(0, 0, 0, Duration.ZERO), List.of());

    public FailurePlan {
        outages = List.copyOf(outages);
    }

    /**
     * What becomes of launches.
     *
     * @param failEvery each n-th fails at activation and leaves the VEE as it was
     * @param hangEvery each n-th runs, but its guest never boots
     * @param crashEvery each n-th boots and goes off by itself {@code crashAfter} later
     */
    public record Launches(int failEvery, int hangEvery, int crashEvery, Duration crashAfter) {}

    /**
     * What becomes of calls.
     *
     * @param refuseEvery each n-th is refused as failed and does nothing
     * @param loseReplyEvery each n-th is done, but its reply is lost
     * @param overrunEvery each n-th runs over its deadline: its reply is lost, and it is done {@code overrunFor} later;
     *     what else is asked about its VEE meanwhile is refused as busy
     */
    public record Calls(int refuseEvery, int loseReplyEvery, int overrunEvery, Duration overrunFor) {}

    /** From {@code from} until just before {@code until}. */
    public record Outage(Instant from, Instant until) {}

    /** What becomes of a launch. */
    enum Fate {
        BOOTS,
        FAILS,
        HANGS,
        CRASHES
    }

    public FailurePlan withFailedLaunches(int every) {
        return with(new Launches(every, launches.hangEvery, launches.crashEvery, launches.crashAfter));
    }

    public FailurePlan withHungBoots(int every) {
        return with(new Launches(launches.failEvery, every, launches.crashEvery, launches.crashAfter));
    }

    public FailurePlan withCrashes(int every, Duration afterBoot) {
        return with(new Launches(launches.failEvery, launches.hangEvery, every, afterBoot));
    }

    public FailurePlan withRefusals(int every) {
        return with(new Calls(every, calls.loseReplyEvery, calls.overrunEvery, calls.overrunFor));
    }

    public FailurePlan withLostReplies(int every) {
        return with(new Calls(calls.refuseEvery, every, calls.overrunEvery, calls.overrunFor));
    }

    public FailurePlan withOverruns(int every, Duration by) {
        return with(new Calls(calls.refuseEvery, calls.loseReplyEvery, every, by));
    }

    private FailurePlan with(Launches other) {
        return new FailurePlan(other, calls, outages);
    }

    private FailurePlan with(Calls other) {
        return new FailurePlan(launches, other, outages);
    }

    /** One more time of silence, beside those that are planned already. */
    public FailurePlan withOutage(Instant from, Instant until) {
        var more = Stream.concat(outages.stream(), Stream.of(new Outage(from, until)))
                .toList();
        return new FailurePlan(launches, calls, more);
    }

    Fate fateOfLaunch(long number) {
        if (isEach(launches.failEvery, number)) {
            return Fate.FAILS;
        }
        if (isEach(launches.hangEvery, number)) {
            return Fate.HANGS;
        }
        return isEach(launches.crashEvery, number) ? Fate.CRASHES : Fate.BOOTS;
    }

    boolean refusesCall(long number) {
        return isEach(calls.refuseEvery, number);
    }

    boolean losesReplyOfCall(long number) {
        return isEach(calls.loseReplyEvery, number);
    }

    boolean overrunsInCall(long number) {
        return isEach(calls.overrunEvery, number);
    }

    boolean isUnreachableAt(Instant time) {
        return outages.stream().anyMatch(o -> !time.isBefore(o.from()) && time.isBefore(o.until()));
    }

    private static boolean isEach(int every, long number) {
        return every > 0 && number % every == 0;
    }
}
