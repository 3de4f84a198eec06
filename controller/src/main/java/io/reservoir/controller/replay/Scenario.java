package io.reservoir.controller.replay;

import io.reservoir.controller.sim.FailurePlan;
import io.reservoir.controller.sim.ManualClock;
import io.reservoir.controller.sim.SimulatedHost;
import io.reservoir.controller.sim.SimulatedSite;
import io.reservoir.controller.sim.Trace;
import io.reservoir.controller.sim.TraceReplay;
import io.reservoir.dsl.program.CheckedService;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.service.Size;
import io.reservoir.model.site.HostId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A manifest, the load that it shall follow, and the site that it runs on.
 *
 * @param file name of the manifest, for messages
 * @param text of the manifest
 * @param seed of the simulated hosts' boot times
 * @param failEvery every so many launches of each host fail; 0 for none
 * @param faults of the way that readings take
 */
public record Scenario(
        String file,
        String text,
        CheckedService program,
        Trace trace,
        List<Feed> feeds,
        @Nullable Duration length,
        long seed,
        int failEvery,
        ReadingFaults faults) {
    /** How often readings are taken and services are passed over. */
    public static final Duration TICK = Duration.ofSeconds(10);

    private static final Size HOST = new Size(32, 64_000_000_000L, 2_000_000_000_000L);

    public ServiceId service() {
        return program.spec().id();
    }

    public Instant start() {
        return trace.start();
    }

    public Instant end() {
        return length == null || start().plus(length).isAfter(trace.end()) ? trace.end() : start().plus(length);
    }

    TraceReplay replay() {
        return new TraceReplay(
                trace,
                feeds.stream()
                        .map(feed -> new TraceReplay.Feed(service(), feed.metric(), feed.component(), feed.factor()))
                        .toList());
    }

    /** Two hosts in each of three domains, which keep their VEEs in that directory. */
    public List<SimulatedHost> hosts(Path directory, ManualClock clock) throws IOException {
        var failures = failEvery == 0 ? FailurePlan.NONE : FailurePlan.NONE.withFailedLaunches(failEvery);
        var hosts = new ArrayList<SimulatedHost>();
        var site = new SimulatedSite();
        for (int domain = 1; domain <= 3; domain++) {
            for (var letter : List.of("a", "b")) {
                var settings = new SimulatedHost.Settings(
                        new HostId("host-" + domain + letter),
                        "Domain" + domain,
                        HOST,
                        Duration.ofSeconds(40),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(10),
                        seed);
                hosts.add(SimulatedHost.in(directory, site, settings, failures, clock));
            }
        }
        return hosts;
    }
}
