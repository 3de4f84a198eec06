package io.reservoir.controller.cli;

import io.reservoir.cluster.store.SqliteLedger;
import io.reservoir.controller.api.view.EntryDetail;
import io.reservoir.controller.api.view.Paths;
import io.reservoir.controller.api.view.ServiceView;
import io.reservoir.controller.api.view.SubmittedView;
import io.reservoir.controller.image.Lifecycle;
import io.reservoir.controller.lab.Balancer;
import io.reservoir.controller.lab.LabUnavailable;
import io.reservoir.controller.lab.LoadCourse;
import io.reservoir.controller.lab.LoadGenerator;
import io.reservoir.controller.lab.Traffic;
import io.reservoir.controller.replay.Feed;
import io.reservoir.controller.replay.ReadingFaults;
import io.reservoir.controller.replay.Review;
import io.reservoir.controller.replay.Scenario;
import io.reservoir.controller.replay.Summary;
import io.reservoir.controller.sim.TraceException;
import io.reservoir.dsl.Rsl;
import io.reservoir.dsl.program.CheckedService;
import io.reservoir.model.money.Tariff;
import io.reservoir.model.reading.Numbers;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** {@code demo --libvirt}: the web shop on guests that are really there, under a real load, for a few minutes. */
final class LibvirtDemo {
    static final String MANIFEST = "samples/lab/webshop.rsl";

    /** By the standard prices, a few minutes of small guests would cost nothing. */
    static final String TARIFF = "samples/tariffs/lab.rsl";

    /** From a quiet shop to one that needs three replicas, and back: the tail is long enough to shrink in. */
    private static final LoadCourse COURSE = new LoadCourse(
            List.of(point(0, 1), point(20, 1), point(60, 5), point(130, 5), point(145, 1), point(215, 1)));

    private static final String WEB = "C1";
    private static final String PUBLIC = "public";
    private static final String PAGE = "/cgi-bin/shop";
    private static final int PORT = 8080;
    private static final Duration MOVE_AT = Duration.ofSeconds(100);
    private static final Duration TO_BOOT = Duration.ofMinutes(4);
    private static final Duration TO_ANSWER = Duration.ofSeconds(30);
    private static final Duration TO_SHRINK = Duration.ofMinutes(2);
    private static final Duration TO_STOP = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Terminal terminal;
    private final List<String> hosts;
    private final boolean isJson;
    private final LibvirtProgress progress;
    private final String text = Samples.text(MANIFEST);
    private final CheckedService program =
            Objects.requireNonNull(Rsl.compile(MANIFEST, text).service());
    private final List<Tariff> tariffs =
            Rsl.provider(TARIFF, Samples.text(TARIFF)).tariffs();
    private final String service = program.spec().id().name();

    /**
     * What came of a run.
     *
     * @param migrations moves that were carried through
     */
    record Outcome(Summary summary, int migrations, Traffic.Sum traffic) {}

    /** @param hosts URIs of libvirt hosts, none for two of its own */
    LibvirtDemo(Terminal terminal, List<String> hosts, boolean isJson) {
        this.terminal = terminal;
        this.hosts = hosts;
        this.isJson = isJson;
        progress = new LibvirtProgress(terminal);
    }

    private static LoadCourse.Point point(int seconds, double perSecond) {
        return new LoadCourse.Point(Duration.ofSeconds(seconds), perSecond);
    }

    /** Runs it. However it ends, nothing of it is left. */
    Integer run() throws IOException {
        Logs.warningsOnly();
        Outcome outcome;
        try (var teardown = new Teardown(terminal)) {
            outcome = followed(teardown);
        } catch (LabUnavailable e) {
            throw Refusal.of(String.valueOf(e.getMessage()), e.help());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.of("interrupted", null);
        } finally {
            progress.clear();
        }
        LibvirtDemoResult.print(outcome, isJson, terminal);
        return Exit.OK;
    }

    private Outcome followed(Teardown teardown) throws IOException, InterruptedException {
        try {
            return run(teardown);
        } catch (Refusal | ProblemReply e) {
            throw teardown.isInterrupted() ? Refusal.of("interrupted; nothing of it is left", null) : e;
        }
    }

    private Outcome run(Teardown teardown) throws IOException, InterruptedException {
        var directory = Files.createTempDirectory("rsv-");
        teardown.add(() -> Folders.delete(directory));
        var ledger = SqliteLedger.open(directory.resolve("data"));
        teardown.add(ledger::close);
        var site = LibvirtSite.open(directory, hosts, ledger, terminal, teardown);
        var begun = Instant.now();
        deploy(site, teardown);

        var balancer = Balancer.start(directory);
        teardown.add(balancer::close);
        var follower = new BackendFollower(site, service, WEB, PUBLIC, PORT, balancer);
        teardown.add(follower::close);
        until(TO_BOOT, "no guest of " + WEB + " serves", () -> balancer.serving() > 0);
        terminal.tell("up to " + Numbers.plain(COURSE.peak()) + " requests a second, at " + balancer.page(PAGE));
        var load = LoadGenerator.start(balancer.page(PAGE), COURSE, Scenario.TICK);
        teardown.add(load::close);
        var loaded = Instant.now();
        drive(site, load, loaded);
        undeploy(site);

        var traffic = load.traffic();
        var scenario = scenario(begun, loaded, traffic.arrivals());
        return new Outcome(
                Review.of(scenario, ledger, tariffs),
                Moves.carriedThrough(ledger, program.spec().id()),
                traffic.sum());
    }

    private void deploy(ServerSite site, Teardown teardown) throws InterruptedException {
        var server = site.server();
        terminal.tell("deploying " + service + " (" + MANIFEST + ")");
        server.put(
                new Query(Paths.of(Paths.SERVICE, service))
                        .with("file", MANIFEST)
                        .toString(),
                text,
                SubmittedView.class);
        if (!hosts.isEmpty()) {
            // hosts of its own go with all that is on them
            teardown.add(() -> undeploy(site));
        }
        server.post(Paths.of(Paths.ACTIVATE, service), null, ServiceView.class);
        try {
            until(
                    TO_BOOT,
                    "the guests do not come up",
                    () -> site.service(service).components().stream().allMatch(component -> component.ready() > 0));
        } catch (Refusal e) {
            throw Refusal.of(e.message(), lastNotice(site));
        }
    }

    /** What the controller itself told last, null where it told nothing. */
    private @Nullable String lastNotice(ServerSite site) {
        String last = null;
        for (var entry : site.entries(service).after(0)) {
            last = entry.detail() instanceof EntryDetail.Noticed notice ? notice.message() : last;
        }
        return last;
    }

    /** Follows the load to the end of its course and the service back to its smallest; one guest moves on the way. */
    private void drive(ServerSite site, LoadGenerator load, Instant loaded) throws InterruptedException {
        var move = new DemoMove(site, service, WEB, progress);
        var end = loaded.plus(COURSE.length());
        for (var now = loaded; now.isBefore(end); now = Instant.now()) {
            var since = Duration.between(loaded, now);
            if (since.compareTo(MOVE_AT) >= 0) {
                move.go();
            }
            show(site, load, now, COURSE.at(since));
            Thread.sleep(LOOK);
        }
        if (!load.await(TO_ANSWER)) {
            throw Refusal.of("the load does not come to its end", null);
        }
        until(TO_SHRINK, WEB + " does not shrink to its minimum", () -> {
            show(site, load, Instant.now(), 0);
            return site.service(service).components().stream()
                    .allMatch(component -> component.owned() == component.min());
        });
    }

    private void show(ServerSite site, LoadGenerator load, Instant now, double perSecond) {
        var last = site.decisions(service, null, 1);
        progress.show(
                now, site.service(service), perSecond, load.traffic().sum(), last.isEmpty() ? null : last.getFirst());
    }

    private void undeploy(ServerSite site) throws InterruptedException {
        if (site.service(service).lifecycle() != Lifecycle.UNDEPLOYED) {
            site.server().post(Paths.of(Paths.UNDEPLOY, service), null, ServiceView.class);
        }
        until(
                TO_STOP,
                "the guests do not stop",
                () -> site.service(service).components().stream().allMatch(component -> component.owned() == 0));
    }

    private Scenario scenario(Instant begun, Instant loaded, List<Integer> arrivals) {
        try {
            var trace = OfferedLoad.trace(begun, loaded, arrivals, Instant.now());
            var feeds = List.of(new Feed("RequestPerSecond", WEB, 1));
            return new Scenario(MANIFEST, text, program, trace, feeds, null, 1, 0, ReadingFaults.NONE);
        } catch (TraceException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void until(Duration atMost, String otherwise, BooleanSupplier holds) throws InterruptedException {
        var deadline = Instant.now().plus(atMost);
        while (!holds.getAsBoolean()) {
            if (Instant.now().isAfter(deadline)) {
                throw Refusal.of(otherwise + " within " + atMost.toMinutes() + " min", null);
            }
            Thread.sleep(LOOK);
        }
    }
}
