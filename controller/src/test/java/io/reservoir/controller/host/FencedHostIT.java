package io.reservoir.controller.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reservoir.controller.api.http.ServerSettings;
import io.reservoir.controller.sim.FailurePlan;
import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.ledger.IntentId;
import io.reservoir.model.port.Outcome;
import io.reservoir.model.port.Outcome.Refusal;
import io.reservoir.model.site.HostId;
import io.reservoir.model.vee.VeeId;
import io.reservoir.model.vee.VeeState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an agent refuses, by what it keeps, and how a controller reads what becomes of its calls. */
class FencedHostIT {
    private static final VeeId VEE = AgentLab.vee(1);

    @TempDir
    private Path directory;

    private AgentLab lab;

    @BeforeEach
    void open() {
        lab = new AgentLab(directory);
    }

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void aNewerEpochIsKnownAfterARestartOfTheAgent() {
        define(new Epoch(8));
        lab.restart();
        assertRefused(lab.host.activate(VEE, lab.next(), new Epoch(7)), Refusal.STALE_EPOCH, "8 has spoken");
        assertThat(lab.host.activate(VEE, lab.next(), new Epoch(8))).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void aDestroyedVeeIsNeverDefinedAgain() {
        define(AgentLab.EPOCH);
        assertThat(lab.host.destroy(VEE, lab.next(), AgentLab.EPOCH)).isInstanceOf(Outcome.Done.class);
        var again = AgentLab.definition(VEE);
        assertRefused(lab.host.define(again, lab.next(), AgentLab.EPOCH), Refusal.WRONG_STATE, "never defined again");
        lab.restart();
        assertRefused(lab.host.define(again, lab.next(), new Epoch(9)), Refusal.WRONG_STATE, "never defined again");
        assertThat(lab.simulated.list()).isEmpty();
    }

    @Test
    void aDefinitionThatComesBehindItsDestructionIsRefused() {
        var late = lab.next();
        assertThat(lab.host.destroy(VEE, lab.next(), AgentLab.EPOCH)).isInstanceOf(Outcome.Done.class);
        assertRefused(
                lab.host.define(AgentLab.definition(VEE), late, AgentLab.EPOCH), Refusal.WRONG_STATE, "overtaken");
        assertThat(lab.simulated.list()).isEmpty();
    }

    @Test
    void aCallThatComesTwiceIsAnsweredAsBeforeAndDoneOnce() {
        define(AgentLab.EPOCH);
        lab.host.activate(VEE, lab.next(), AgentLab.EPOCH);
        var pause = lab.next();
        var paused = lab.host.pause(VEE, pause, AgentLab.EPOCH);
        lab.simulated.resume(VEE, new IntentId(99), AgentLab.EPOCH);

        assertThat(lab.host.pause(VEE, pause, AgentLab.EPOCH)).isEqualTo(paused);
        assertThat(state()).isEqualTo(VeeState.ACTIVE);
        assertRefused(lab.host.suspend(VEE, pause, AgentLab.EPOCH), Refusal.WRONG_STATE, "was another call");
    }

    @Test
    void aRefusalThatIsAskedForTwiceIsTheSameThoughThereIsRoomNow() {
        var whole = new VeeId(VEE.service(), "C2", 1, 1);
        var all = AgentLab.SMALL.withVcpus(16);
        var definition = AgentLab.definition(whole, all);
        define(AgentLab.EPOCH);
        var intent = lab.next();
        assertRefused(lab.host.define(definition, intent, AgentLab.EPOCH), Refusal.FULL, "free are");
        lab.host.destroy(VEE, lab.next(), AgentLab.EPOCH);
        assertRefused(lab.host.define(definition, intent, AgentLab.EPOCH), Refusal.FULL, "free are");
        assertThat(lab.host.define(definition, lab.next(), AgentLab.EPOCH)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void anOlderCallThatWasOvertakenDoesNothing() {
        define(AgentLab.EPOCH);
        var late = lab.next();
        lab.host.activate(VEE, lab.next(), AgentLab.EPOCH);
        assertRefused(lab.host.pause(VEE, late, AgentLab.EPOCH), Refusal.WRONG_STATE, "overtaken");
        assertThat(state()).isEqualTo(VeeState.ACTIVE);
    }

    @Test
    void aCallThatFoundNoAgentHasLeftNoEffectAndOneThatWasNotAnsweredIsLost() {
        define(AgentLab.EPOCH);
        var port = lab.port();
        lab.stop();
        assertRefused(lab.host.activate(VEE, lab.next(), AgentLab.EPOCH), Refusal.FAILED, "cannot be reached");
        assertThat(lab.host.list()).isNull();
        assertThat(lab.host.capacity()).isNull();
        try (var deaf = new DeafServer(port)) {
            assertThat(lab.host.activate(VEE, lab.next(), AgentLab.EPOCH)).isInstanceOf(Outcome.Lost.class);
            assertThat(deaf.requests()).isEqualTo(1);
        }
        assertThat(state()).isEqualTo(VeeState.DEFINED);
    }

    @Test
    void aReplyThatTheHostLosesIsLost() throws IOException {
        try (var other =
                new AgentLab(Files.createDirectory(directory.resolve("other")), FailurePlan.NONE.withLostReplies(1))) {
            assertThat(other.host.define(AgentLab.definition(VEE), other.next(), AgentLab.EPOCH))
                    .isInstanceOf(Outcome.Lost.class);
            assertThat(other.host.list()).hasSize(1);
        }
    }

    @Test
    void anAgentOfAnotherHostIsNotTakenForThisOne() {
        var other = lab.connect(new HostId("h2"));
        assertRefused(
                other.define(AgentLab.definition(VEE), lab.next(), AgentLab.EPOCH), Refusal.FAILED, "agent of host h1");
        assertThat(other.list()).isNull();
        assertThat(lab.simulated.list()).isEmpty();
    }

    @Test
    void aDirectoryHasOneAgentAndAHostOneDirectory() {
        assertThatThrownBy(
                        () -> HostAgent.start(lab.simulated, directory, ServerSettings.local(0), lab.clock, () -> "id"))
                .hasMessageContaining("another agent runs on " + directory);
    }

    @Test
    void anAgentWhoseFenceIsBrokenDoesNotStart() throws IOException {
        define(AgentLab.EPOCH);
        lab.host.destroy(VEE, lab.next(), AgentLab.EPOCH);
        lab.stop();
        var fence = directory.resolve("fence.log");
        Files.writeString(fence, Files.readString(fence).replace("epoch shop 7", "epoch shop 3"));
        assertThatThrownBy(
                        () -> HostAgent.start(lab.simulated, directory, ServerSettings.local(0), lab.clock, () -> "id"))
                .hasMessageContaining("fence.log is broken");
    }

    private void define(Epoch epoch) {
        assertThat(lab.host.define(AgentLab.definition(VEE), lab.next(), epoch)).isInstanceOf(Outcome.Done.class);
    }

    private VeeState state() {
        return Objects.requireNonNull(lab.simulated.list()).getFirst().state();
    }

    private static void assertRefused(Outcome outcome, Refusal why, String detail) {
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
            assertThat(refused.why()).isEqualTo(why);
            assertThat(refused.detail()).contains(detail);
        });
    }
}
