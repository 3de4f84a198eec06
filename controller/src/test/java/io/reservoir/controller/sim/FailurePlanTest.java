package io.reservoir.controller.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.port.Outcome;
import io.reservoir.model.service.Size;
import io.reservoir.model.vee.VeeState;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FailurePlanTest {
    private final Lab lab = new Lab();

    @Test
    void eachThirdLaunchFailsAndLeavesTheVeeAsItWas() {
        var host = lab.inMemory(FailurePlan.NONE.withFailedLaunches(3));
        var failed = IntStream.rangeClosed(1, 9)
                .filter(i -> lab.running(host, Lab.vee(i)) instanceof Outcome.Refused(var why, var detail)
                        && why == Outcome.Refusal.FAILED);

        assertThat(failed).containsExactly(3, 6, 9);
        assertThat(Lab.see(host, Lab.vee(3)).state()).isEqualTo(VeeState.DEFINED);
        assertThat(host.activate(Lab.vee(3), lab.intent(), Lab.EPOCH)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void eachSecondLaunchNeverBoots() {
        var host = lab.inMemory(FailurePlan.NONE.withHungBoots(2));
        lab.running(host, Lab.vee(1));
        lab.running(host, Lab.vee(2));
        lab.clock.advance(Duration.ofDays(1));

        assertThat(Lab.see(host, Lab.vee(1)).booted()).isTrue();
        assertThat(Lab.see(host, Lab.vee(2)).booted()).isFalse();
        assertThat(Lab.see(host, Lab.vee(2)).state()).isEqualTo(VeeState.ACTIVE);
    }

    @Test
    void eachSecondLaunchCrashesAWhileAfterItsBoot() {
        var host = lab.inMemory(FailurePlan.NONE.withCrashes(2, Duration.ofMinutes(1)));
        lab.running(host, Lab.vee(1));
        lab.running(host, Lab.vee(2));
        lab.clock.advance(Duration.ofSeconds(70));
        assertThat(Lab.see(host, Lab.vee(2)).booted()).isTrue();
        lab.clock.advance(Duration.ofDays(1));

        assertThat(Lab.see(host, Lab.vee(1)).booted()).isTrue();
        assertThat(Lab.see(host, Lab.vee(2)).state()).isEqualTo(VeeState.SHUTOFF);
        assertThat(Lab.see(host, Lab.vee(2)).since()).isBetween(Lab.START.plusSeconds(90), Lab.START.plusSeconds(110));
    }

    @Test
    void eachFourthCallIsRefusedAndDoesNothing() {
        var host = lab.inMemory(FailurePlan.NONE.withRefusals(4));
        var refused = IntStream.rangeClosed(1, 8)
                .filter(i -> host.define(Lab.definition(i), lab.intent(), Lab.EPOCH) instanceof Outcome.Refused);

        assertThat(refused).containsExactly(4, 8);
        assertThat(host.list()).hasSize(6);
    }

    @Test
    void aCallThatComesAgainIsNotMadeAgainAndDoesNotFail() {
        var host = lab.inMemory(FailurePlan.NONE.withRefusals(2));
        var intent = lab.intent();
        assertThat(host.define(Lab.definition(1), intent, Lab.EPOCH)).isInstanceOf(Outcome.Done.class);
        assertThat(host.define(Lab.definition(1), intent, Lab.EPOCH)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void aCallWhoseReplyIsLostIsDoneAllTheSame() {
        var host = lab.inMemory(FailurePlan.NONE.withLostReplies(2));
        host.define(Lab.definition(1), lab.intent(), Lab.EPOCH);
        lab.clock.advance(Duration.ofSeconds(1));
        assertThat(host.activate(Lab.vee(1), lab.intent(), Lab.EPOCH)).isInstanceOf(Outcome.Lost.class);
        lab.clock.advance(Duration.ofSeconds(1));

        assertThat(Lab.see(host, Lab.vee(1)).state()).isEqualTo(VeeState.ACTIVE);
        assertThat(host.activate(Lab.vee(1), lab.intent(), Lab.EPOCH))
                .isEqualTo(new Outcome.Done(Lab.START.plusSeconds(1)));
    }

    @Test
    void aCallThatOverrunsIsDoneLaterAndItsVeeBusyUntilThen() {
        var host = lab.inMemory(FailurePlan.NONE.withOverruns(3, Duration.ofSeconds(30)));
        lab.running(host, Lab.vee(1));
        assertThat(host.define(Lab.definition(2), lab.intent(), Lab.EPOCH)).isInstanceOf(Outcome.Lost.class);
        lab.clock.advance(Duration.ofSeconds(29));

        assertThat(host.list()).hasSize(1);
        assertThat(host.define(Lab.definition(2), lab.intent(), Lab.EPOCH))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class, r -> assertThat(r.why()).isEqualTo(Outcome.Refusal.BUSY));
        assertThat(host.pause(Lab.vee(1), lab.intent(), Lab.EPOCH)).isInstanceOf(Outcome.Done.class);

        lab.clock.advance(Duration.ofSeconds(1));
        assertThat(Lab.see(host, Lab.vee(2)).state()).isEqualTo(VeeState.DEFINED);
        assertThat(Lab.see(host, Lab.vee(2)).since()).isEqualTo(Lab.START.plusSeconds(30));
        assertThat(host.activate(Lab.vee(2), lab.intent(), Lab.EPOCH)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void aHostInAnOutageShowsNothingAndLosesCallsUndoneWhileItsVeesLiveOn() {
        var host = lab.inMemory(FailurePlan.NONE.withOutage(Lab.START.plusSeconds(10), Lab.START.plusSeconds(100)));
        lab.running(host, Lab.vee(1));
        lab.clock.advance(Duration.ofSeconds(10));
        assertThat(host.list()).isNull();
        assertThat(host.capacity()).isNull();
        assertThat(host.destroy(Lab.vee(1), lab.intent(), new Epoch(2))).isInstanceOf(Outcome.Lost.class);

        lab.clock.advance(Duration.ofSeconds(90));
        assertThat(Lab.see(host, Lab.vee(1)).booted()).isTrue();
        assertThat(host.pause(Lab.vee(1), lab.intent(), Lab.EPOCH)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void aVeeCanVanishBehindItsControllersBack() {
        var host = lab.inMemory(FailurePlan.NONE);
        lab.running(host, Lab.vee(1));
        host.vanish(Lab.vee(1));
        assertThat(host.list()).isEmpty();
        assertThat(host.capacity().taken()).isEqualTo(Size.NOTHING);
    }
}
