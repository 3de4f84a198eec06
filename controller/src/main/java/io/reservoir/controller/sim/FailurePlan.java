package io.reservoir.controller.sim;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * What goes wrong at a simulated host, as data. "Every n" counts from the host's first launch or call on; 0 is never.
 * Where several apply to one launch, the one named first wins.
 *
 * @param failLaunchEvery each n-th launch fails at activation and leaves the VEE as it was
 * @param hangBootEvery each n-th launch runs, but its guest never boots
 * @param crashEvery each n-th launch boots and goes off by itself {@code crashAfter} later
 * @param refuseEvery each n-th call is refused as failed and does nothing
 * @param loseReplyEvery each n-th call is done, but its reply is lost
 * @param overrunEvery each n-th call runs over its deadline: its reply is lost, and it is done {@code overrunFor} later;
 *     what else is asked about its VEE meanwhile is refused as busy
 * @param outages when the host cannot be reached: it lists nothing and calls are lost undone; its VEEs live on
 */
public record FailurePlan(
        int failLaunchEvery,
        int hangBootEvery,
        int crashEvery,
        Duration crashAfter,
        int refuseEvery,
        int loseReplyEvery,
        int overrunEvery,
        Duration overrunFor,
        List<Outage> outages) {
    public static final FailurePlan NONE = new FailurePlan(0, 0, 0, Duration.ZERO, 0, 0, 0, Duration.ZERO, List.of());

    public FailurePlan {
        outages = List.copyOf(outages);
    }

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
        return new FailurePlan(
                every,
                hangBootEvery,
                crashEvery,
                crashAfter,
                refuseEvery,
                loseReplyEvery,
                overrunEvery,
                overrunFor,
                outages);
    }

    public FailurePlan withHungBoots(int every) {
        return new FailurePlan(
                failLaunchEvery,
                every,
                crashEvery,
                crashAfter,
                refuseEvery,
                loseReplyEvery,
                overrunEvery,
                overrunFor,
                outages);
    }

    public FailurePlan withCrashes(int every, Duration afterBoot) {
        return new FailurePlan(
                failLaunchEvery,
                hangBootEvery,
                every,
                afterBoot,
                refuseEvery,
                loseReplyEvery,
                overrunEvery,
                overrunFor,
                outages);
    }

    public FailurePlan withRefusals(int every) {
        return new FailurePlan(
                failLaunchEvery,
                hangBootEvery,
                crashEvery,
                crashAfter,
                every,
                loseReplyEvery,
                overrunEvery,
                overrunFor,
                outages);
    }

    public FailurePlan withLostReplies(int every) {
        return new FailurePlan(
                failLaunchEvery,
                hangBootEvery,
                crashEvery,
                crashAfter,
                refuseEvery,
                every,
                overrunEvery,
                overrunFor,
                outages);
    }

    public FailurePlan withOverruns(int every, Duration by) {
        return new FailurePlan(
                failLaunchEvery,
                hangBootEvery,
                crashEvery,
                crashAfter,
                refuseEvery,
                loseReplyEvery,
                every,
                by,
                outages);
    }

    /** One more time of silence, beside those that are planned already. */
    public FailurePlan withOutage(Instant from, Instant until) {
        var more = Stream.concat(outages.stream(), Stream.of(new Outage(from, until)))
                .toList();
        return new FailurePlan(
                failLaunchEvery,
                hangBootEvery,
                crashEvery,
                crashAfter,
                refuseEvery,
                loseReplyEvery,
                overrunEvery,
                overrunFor,
                more);
    }

    Fate fateOfLaunch(long number) {
        if (isEach(failLaunchEvery, number)) {
            return Fate.FAILS;
        }
        if (isEach(hangBootEvery, number)) {
            return Fate.HANGS;
        }
        return isEach(crashEvery, number) ? Fate.CRASHES : Fate.BOOTS;
    }

    boolean refusesCall(long number) {
        return isEach(refuseEvery, number);
    }

    boolean losesReplyOfCall(long number) {
        return isEach(loseReplyEvery, number);
    }

    boolean overrunsInCall(long number) {
        return isEach(overrunEvery, number);
    }

    boolean isUnreachableAt(Instant time) {
        return outages.stream().anyMatch(o -> !time.isBefore(o.from()) && time.isBefore(o.until()));
    }

    private static boolean isEach(int every, long number) {
        return every > 0 && number % every == 0;
    }
}
