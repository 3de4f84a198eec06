package io.reservoir.controller.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.model.port.Host;
import io.reservoir.model.port.Host.Destination;
import io.reservoir.model.port.HostContract;
import io.reservoir.model.port.Outcome;
import io.reservoir.model.service.Size;
import io.reservoir.model.vee.VeeId;
import io.reservoir.model.vee.VeeState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatedHostTest extends HostContract {
    private final Lab lab = new Lab();

    @TempDir
    private Path directory;

    private SimulatedHost host;
    private SimulatedHost neighbour;

    @BeforeEach
    void open() {
        var site = new SimulatedSite();
        host = lab.durable(directory, site, "h1", FailurePlan.NONE);
        neighbour = lab.durable(directory, site, "h2", FailurePlan.NONE);
    }

    @Override
    protected Host host() {
        return host;
    }

    @Override
    protected Host neighbour() {
        return neighbour;
    }

    @Override
    protected List<String> networks() {
        return List.of("RED", "public");
    }

    @Override
    protected Host reopened() {
        return lab.durable(directory, FailurePlan.NONE);
    }

    @Override
    protected Instant now() {
        return lab.clock.instant();
    }

    @Override
    protected void pass(Duration time) {
        lab.clock.advance(time);
    }

    @Override
    protected void placeForeignDomain(String name, Size size) {
        host.placeForeign(name, size);
    }

    @Override
    protected boolean isForeignDomainUntouched(String name) {
        return host.foreign().contains(name);
    }

    @Override
    protected String domainName(VeeId id) {
        return id.toString();
    }

    @Test
    void aVeeOnItsWayIsAtExactlyOneHostAndTakesRoomAtBoth() {
        lab.running(host, Lab.vee(1));
        lab.clock.advance(Duration.ofMinutes(1));
        var free = Objects.requireNonNull(neighbour.capacity()).free();
        host.migrate(Lab.vee(1), new Destination(neighbour.id(), "sim:h2"), lab.intent(), Lab.EPOCH);
        var left = lab.clock.instant();

        assertThat(Lab.see(host, Lab.vee(1)).moving()).isTrue();
        assertThat(Objects.requireNonNull(neighbour.capacity()).free()).isEqualTo(free.minus(Lab.SMALL));
        for (var passed = 0; passed < 40; passed++) {
            lab.clock.advance(Duration.ofMillis(100));
            assertThat(Stream.of(host, neighbour).flatMap(h -> Objects.requireNonNull(h.list()).stream()))
                    .hasSize(1);
        }
        assertThat(host.list()).isEmpty();
        assertThat(Lab.see(neighbour, Lab.vee(1)).booted()).isTrue();
        assertThat(Lab.see(neighbour, Lab.vee(1)).since()).isBetween(left.plusSeconds(1), left.plusSeconds(2));
        assertThat(Objects.requireNonNull(host.capacity()).taken()).isEqualTo(Size.NOTHING);
    }

    @Test
    void aVeeThatArrivedWhileTheProcessWasAwayIsThere() {
        lab.running(host, Lab.vee(1));
        host.migrate(Lab.vee(1), new Destination(neighbour.id(), "sim:h2"), lab.intent(), Lab.EPOCH);
        lab.clock.advance(Duration.ofHours(1));

        var site = new SimulatedSite();
        var first = lab.durable(directory, site, "h1", FailurePlan.NONE);
        var second = lab.durable(directory, site, "h2", FailurePlan.NONE);
        assertThat(first.list()).isEmpty();
        assertThat(Lab.see(second, Lab.vee(1)).booted()).isTrue();
    }

    @Test
    void everyVeeHasABootTimeOfItsOwnWhateverTheOrderOfCalls() {
        var ids = IntStream.rangeClosed(1, 10).mapToObj(Lab::vee).toList();
        var backwards = new ArrayList<>(ids);
        Collections.reverse(backwards);

        var booted = bootSeconds(lab.inMemory(FailurePlan.NONE), ids);
        assertThat(bootSeconds(lab.inMemory(FailurePlan.NONE), backwards)).isEqualTo(booted);
        assertThat(booted).allMatch(seconds -> seconds >= 30 && seconds <= 50);
        assertThat(booted.stream().distinct().count()).isGreaterThan(3);
    }

    @Test
    void aGuestIsOffSinceTheEndOfItsShutdownWheneverOneLooks() {
        lab.running(host, Lab.vee(1));
        lab.clock.advance(Duration.ofMinutes(5));
        assertThat(host.shutdown(Lab.vee(1), lab.intent(), Lab.EPOCH)).isInstanceOf(Outcome.InProgress.class);
        lab.clock.advance(Duration.ofSeconds(4));
        assertThat(host.shutdown(Lab.vee(1), lab.intent(), Lab.EPOCH)).isInstanceOf(Outcome.InProgress.class);
        lab.clock.advance(Duration.ofHours(2));

        assertThat(Lab.see(host, Lab.vee(1)).state()).isEqualTo(VeeState.SHUTOFF);
        assertThat(Lab.see(host, Lab.vee(1)).since()).isEqualTo(Lab.START.plusSeconds(310));
    }

    @Test
    void aGuestDoesNotBootWhileItsCpusStandStill() {
        lab.running(host, Lab.vee(1));
        lab.clock.advance(Duration.ofSeconds(20));
        host.pause(Lab.vee(1), lab.intent(), Lab.EPOCH);
        lab.clock.advance(Duration.ofHours(1));
        host.suspend(Lab.vee(1), lab.intent(), Lab.EPOCH);
        lab.clock.advance(Duration.ofHours(1));
        host.resume(Lab.vee(1), lab.intent(), Lab.EPOCH);

        assertThat(Lab.see(host, Lab.vee(1)).booted()).isFalse();
        lab.clock.advance(Duration.ofSeconds(9));
        assertThat(Lab.see(host, Lab.vee(1)).booted()).isFalse();
        lab.clock.advance(Duration.ofSeconds(21));
        assertThat(Lab.see(host, Lab.vee(1)).booted()).isTrue();
    }

    @Test
    void saysWhenAVeeGotTheSizeThatItHas() {
        lab.running(host, Lab.vee(1));
        lab.clock.advance(Duration.ofMinutes(1));
        host.resize(Lab.vee(1), Lab.SMALL.withVcpus(3), lab.intent(), Lab.EPOCH);
        lab.clock.advance(Duration.ofMinutes(1));
        host.pause(Lab.vee(1), lab.intent(), Lab.EPOCH);

        assertThat(host.resize(Lab.vee(1), Lab.SMALL.withVcpus(3), lab.intent(), Lab.EPOCH))
                .isEqualTo(new Outcome.Done(Lab.START.plusSeconds(60)));
    }

    @Test
    void aBoundedOneGivesAVeeThatRunsNoMoreThanItWasDefinedFor() {
        var bounded = lab.bounded();
        lab.running(bounded, Lab.vee(1));
        var more = new Size(1, 2 * Lab.GIB, Lab.SMALL.diskBytes());
        assertThat(bounded.resize(Lab.vee(1), more, lab.intent(), Lab.EPOCH))
                .isEqualTo(new Outcome.Refused(
                        Outcome.Refusal.UNSUPPORTED,
                        "h1: running, it can have 4 vCPUs and 1073741824 bytes of memory; "
                                + "with more it has to be started anew"));
        assertThat(bounded.resize(Lab.vee(1), Lab.SMALL.withVcpus(5), lab.intent(), Lab.EPOCH))
                .isInstanceOf(Outcome.Refused.class);
        assertThat(bounded.resize(Lab.vee(1), Lab.SMALL.withVcpus(4), lab.intent(), Lab.EPOCH))
                .isInstanceOf(Outcome.Done.class);
        assertThat(bounded.resize(Lab.vee(1), Lab.SMALL.withVcpus(17), lab.intent(), Lab.EPOCH))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class, r -> assertThat(r.why()).isEqualTo(Outcome.Refusal.FULL));
    }

    @Test
    void whatABoundedOneGivesAVeeThatIsOffIsItsBoundWhenItRuns() {
        var bounded = lab.bounded();
        bounded.define(Lab.definition(1), lab.intent(), Lab.EPOCH);
        var more = new Size(6, 3 * Lab.GIB, Lab.SMALL.diskBytes());
        assertThat(bounded.resize(Lab.vee(1), more, lab.intent(), Lab.EPOCH)).isInstanceOf(Outcome.Done.class);
        bounded.activate(Lab.vee(1), lab.intent(), Lab.EPOCH);
        assertThat(bounded.resize(Lab.vee(1), Lab.SMALL, lab.intent(), Lab.EPOCH))
                .isInstanceOf(Outcome.Done.class);
        assertThat(bounded.resize(Lab.vee(1), more, lab.intent(), Lab.EPOCH)).isInstanceOf(Outcome.Done.class);
        assertThat(bounded.resize(Lab.vee(1), more.withVcpus(7), lab.intent(), Lab.EPOCH))
                .isInstanceOf(Outcome.Refused.class);
    }

    private List<Long> bootSeconds(SimulatedHost fresh, List<VeeId> order) {
        var start = lab.clock.instant();
        order.forEach(id -> lab.running(fresh, id));
        var seconds = new ArrayList<Long>(Collections.nCopies(order.size(), -1L));
        for (var second = 0L; second <= 60; second++) {
            for (var sighting : fresh.list()) {
                var index = sighting.vee().ordinal() - 1;
                if (sighting.booted() && seconds.get(index) < 0) {
                    seconds.set(
                            index, Duration.between(start, lab.clock.instant()).toSeconds());
                }
            }
            lab.clock.advance(Duration.ofSeconds(1));
        }
        return seconds;
    }
}
