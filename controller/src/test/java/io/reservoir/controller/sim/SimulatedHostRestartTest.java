package io.reservoir.controller.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.controller.sim.SimulatedHost.Settings;
import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.port.Host.Definition;
import io.reservoir.model.port.Host.Nic;
import io.reservoir.model.port.Host.Sighting;
import io.reservoir.model.port.Outcome;
import io.reservoir.model.service.Probe;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.vee.VeeId;
import io.reservoir.model.vee.VeeState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatedHostRestartTest {
    private final Lab lab = new Lab();

    @TempDir
    private Path directory;

    @Test
    void remembersEverythingOfItsFormerLife() {
        var first = lab.durable(directory, FailurePlan.NONE.withFailedLaunches(3));
        var odd = new Definition(
                new VeeId(new ServiceId("shop"), "ä b[&=\n", 2, 7),
                Lab.SMALL,
                "~ im age",
                List.of(new Nic("RED", 5L), new Nic("a,b:7", null)),
                List.of(),
                Probe.DEFAULT);
        lab.running(first, Lab.vee(1));
        first.define(odd, lab.intent(), Lab.EPOCH);
        first.activate(odd.vee(), lab.intent(), Lab.EPOCH);
        first.destroy(odd.vee(), lab.intent(), Lab.EPOCH);
        first.define(odd, lab.intent(), new Epoch(5));
        first.placeForeign("stranger one", Lab.SMALL);
        lab.clock.advance(Duration.ofSeconds(55));
        var seen = first.list();

        var second = lab.durable(directory, FailurePlan.NONE.withFailedLaunches(3));
        assertThat(second.list()).isEqualTo(seen);
        assertThat(second.capacity()).isEqualTo(first.capacity());
        assertThat(second.foreign()).containsExactly("stranger one");
        assertThat(second.pause(Lab.vee(1), lab.intent(), Lab.EPOCH))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class, r -> assertThat(r.why()).isEqualTo(Outcome.Refusal.STALE_EPOCH));
        assertThat(second.activate(odd.vee(), lab.intent(), new Epoch(5))).isInstanceOf(Outcome.Refused.class);
        assertThat(second.activate(odd.vee(), lab.intent(), new Epoch(5))).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void whatEndedIsToldToHaveEndedThenHoweverOftenItIsAsked() {
        var first = lab.durable(directory, FailurePlan.NONE);
        lab.running(first, Lab.vee(1));
        lab.clock.advance(Duration.ofMinutes(1));
        var intent = lab.intent();
        var told = first.destroy(Lab.vee(1), intent, Lab.EPOCH);
        lab.clock.advance(Duration.ofSeconds(3));
        assertThat(first.destroy(Lab.vee(1), intent, Lab.EPOCH)).isEqualTo(told);
        assertThat(lab.durable(directory, FailurePlan.NONE).destroy(Lab.vee(1), lab.intent(), Lab.EPOCH))
                .isEqualTo(told);
    }

    @Test
    void aVeeIsBoundedAsItWasBefore() {
        var first = lab.durable(directory, FailurePlan.NONE);
        lab.running(first, Lab.vee(1));
        first.resize(Lab.vee(1), Lab.SMALL.withVcpus(3), lab.intent(), Lab.EPOCH);
        var second = lab.durableBounded(directory);
        assertThat(second.resize(Lab.vee(1), Lab.SMALL.withVcpus(5), lab.intent(), Lab.EPOCH))
                .isInstanceOf(Outcome.Refused.class);
        assertThat(second.resize(Lab.vee(1), Lab.SMALL.withVcpus(4), lab.intent(), Lab.EPOCH))
                .isInstanceOf(Outcome.Done.class);
    }

    @Test
    void goesOnBehindTheLastGoodRecordOfATornJournal() throws IOException {
        var first = durable();
        lab.running(first, Lab.vee(1));
        var before = first.list();
        var journal = directory.resolve("h1.journal");
        var good = Files.readAllBytes(journal);
        first.destroy(Lab.vee(1), lab.intent(), Lab.EPOCH);
        var whole = Files.readAllBytes(journal);

        for (var length = good.length; length < whole.length; length++) {
            Files.write(journal, Arrays.copyOf(whole, length));
            assertThat(durable().list()).isEqualTo(before);
            assertThat(Files.size(journal)).isEqualTo(good.length);
        }
        assertThat(lab.running(durable(), Lab.vee(2))).isInstanceOf(Outcome.Done.class);
        assertThat(durable().list()).extracting(Sighting::vee).containsExactly(Lab.vee(1), Lab.vee(2));
    }

    @Test
    void cutsOffARecordThatIsNotWhatWasWritten() throws IOException {
        lab.running(durable(), Lab.vee(1));
        var journal = directory.resolve("h1.journal");
        var text = Files.readString(journal);
        Files.writeString(journal, text.replace("ACTIVE", "PAUSED"));
        assertThat(Lab.see(durable(), Lab.vee(1)).state()).isEqualTo(VeeState.DEFINED);
        assertThat(text).startsWith(Files.readString(journal));
    }

    @Test
    void aLongLifeDoesNotMakeALongFile() throws IOException {
        var first = durable();
        for (var i = 0; i < 3_000; i++) {
            lab.running(first, Lab.vee(1));
            first.destroy(Lab.vee(1), lab.intent(), Lab.EPOCH);
        }
        lab.running(first, Lab.vee(2));
        assertThat(Files.size(directory.resolve("h1.journal"))).isLessThan(300_000);
        assertThat(durable().list()).isEqualTo(first.list());
        assertThat(directory).isDirectoryNotContaining("glob:**.next");
    }

    @Test
    void aCallThatCannotBeWrittenDownIsNotDone() throws IOException {
        var first = durable();
        lab.running(first, Lab.vee(1));
        var journal = directory.resolve("h1.journal");
        Files.delete(journal);
        Files.createDirectory(journal);

        assertThat(first.pause(Lab.vee(1), lab.intent(), Lab.EPOCH))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class, r -> assertThat(r.why()).isEqualTo(Outcome.Refusal.FAILED));
        assertThat(Lab.see(first, Lab.vee(1)).state()).isEqualTo(VeeState.ACTIVE);
    }

    @Test
    void hostsOfAnyNameShareADirectory() throws IOException {
        for (var name : List.of("a/../b", "..", "h 1", "h1")) {
            var one = SimulatedHost.in(directory, Settings.of(name, "north", Lab.SMALL), FailurePlan.NONE, lab.clock);
            one.define(Lab.definition(1), lab.intent(), Lab.EPOCH);
            assertThat(one.list()).hasSize(1);
        }
        try (var files = Files.list(directory)) {
            assertThat(files).hasSize(4);
        }
    }

    private SimulatedHost durable() {
        return lab.durable(directory, FailurePlan.NONE);
    }
}
