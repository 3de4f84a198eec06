package io.reservoir.model.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.ledger.IntentId;
import io.reservoir.model.port.Consoles.Part;
import io.reservoir.model.port.Consoles.Printed;
import io.reservoir.model.port.Consoles.Told;
import io.reservoir.model.port.Consoles.Untold;
import io.reservoir.model.port.Host.Definition;
import io.reservoir.model.port.Host.Destination;
import io.reservoir.model.port.Host.Nic;
import io.reservoir.model.port.Host.Sighting;
import io.reservoir.model.port.Outcome.Refusal;
import io.reservoir.model.port.VeeSnapshots.Snapshot;
import io.reservoir.model.port.VeeSnapshots.SnapshotId;
import io.reservoir.model.port.VeeSnapshots.Unkept;
import io.reservoir.model.port.Volumes.Kept;
import io.reservoir.model.port.Volumes.NoneKept;
import io.reservoir.model.port.Volumes.Volume;
import io.reservoir.model.service.Probe;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.service.Size;
import io.reservoir.model.service.VolumeSpec;
import io.reservoir.model.site.HostCapacity;
import io.reservoir.model.site.HostId;
import io.reservoir.model.vee.VeeId;
import io.reservoir.model.vee.VeeState;
import io.reservoir.model.vee.Verb;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every {@link Host} does, simulated or real. A subclass says where the host is, how time passes there and how a
 * stranger puts a domain on it. The host needs room for six VEEs of {@link #size()}; each test has a service of its
 * own and leaves nothing of it behind, so a host that others use too will do.
 */
public abstract class HostContract {
    /**
     * What comes of a verb (row) in a state (column; DESTROYED: not there, or no longer). A state: the VEE comes into
     * it. {@code same}: Done, for it is so already. {@code sized}: Done, in the same state. {@code wrong}: refused as
     * WRONG_STATE, and nothing changes. {@code limited}: Done, in the same state. {@code moved}: it comes to the
     * neighbour in the same state, or is refused as UNSUPPORTED where there is none. {@code attached}: Done, in the same
     * state, or refused as UNSUPPORTED where there are no volumes.
     */
    private static final String VERBS_IN_STATES = """
            .         DESTROYED  DEFINED    ACTIVE     PAUSED     SUSPENDED  SHUTOFF
            DEFINE    DEFINED    same       same       same       same       same
            ACTIVATE  wrong      ACTIVE     same       wrong      wrong      ACTIVE
            PAUSE     wrong      wrong      PAUSED     same       wrong      wrong
            RESUME    wrong      wrong      same       ACTIVE     ACTIVE     wrong
            SUSPEND   wrong      wrong      SUSPENDED  SUSPENDED  same       wrong
            SHUTDOWN  wrong      wrong      SHUTOFF    wrong      wrong      same
            DESTROY   same       DESTROYED  DESTROYED  DESTROYED  DESTROYED  DESTROYED
            RESIZE    wrong      sized      sized      wrong      wrong      sized
            LIMIT     wrong      limited    limited    limited    wrong      limited
            MIGRATE   wrong      wrong      moved      moved      wrong      wrong
            STAY      wrong      same       same       same       same       same
            ATTACH    wrong      attached   attached   attached   wrong      attached
            DETACH    wrong      same       same       wrong      wrong      same
            """;

    private static final long MIB = 1L << 20;
    private static final Epoch EPOCH = new Epoch(7);
    private static final VolumeSpec DATA = new VolumeSpec("data", 8 * MIB);
    private static final AtomicInteger SERVICES = new AtomicInteger();

    private final ServiceId service = new ServiceId("kit-" + SERVICES.incrementAndGet());
    private final ServiceId other = new ServiceId(service + "-other");
    private final VeeId vee = new VeeId(service, "C1", 1, 1);
    private Epoch newest = EPOCH;
    private long intents;

    /** A cell of {@link #VERBS_IN_STATES}. */
    protected record Case(VeeState state, Verb verb, String expected) {
        @Override
        public String toString() {
            return verb + " while " + state + ": " + expected;
        }
    }

    /** What a size is made of. */
    protected enum Resource {
        VCPUS,
        MEMORY,
        DISK
    }

    protected abstract Host host();

    /** The same host as a controller sees it that starts after the one before it was killed. */
    protected abstract Host reopened();

    /** The time by the host's clock. */
    protected abstract Instant now();

    protected abstract void pass(Duration time);

    /** Puts a running domain there that bears no mark of ours. The subclass removes it after the test. */
    protected abstract void placeForeignDomain(String name, Size size);

    protected abstract boolean isForeignDomainUntouched(String name);

    /** What the host calls the domain of a VEE. */
    protected abstract String domainName(VeeId id);

    /** A host that VEEs can move to from {@link #host}, null where there is none. */
    protected @Nullable Host neighbour() {
        return null;
    }

    /** The networks that the VEEs of the kit are attached to. */
    protected List<String> networks() {
        return List.of();
    }

    /** Enough for a guest to boot. */
    protected Size size() {
        return new Size(1, 128 * MIB, 64 * MIB);
    }

    /** What guests boot from, null where they need nothing. */
    protected @Nullable String image() {
        return null;
    }

    /** How long a guest may take to boot or to go off. */
    protected Duration patience() {
        return Duration.ofMinutes(2);
    }

    /** What a host may be unable to do by its nature. */
    protected enum Ability {
        /** Its VEEs have guests that boot, and it sees when they are up. */
        BOOT,
        /** It keeps volumes. */
        VOLUMES
    }

    /** What this host is unable to do. Tests that need it are skipped and say so. */
    protected Set<Ability> lacks() {
        return Set.of();
    }

    /** What the host can see of a foreign domain of that size. */
    protected Size seenOfForeign(Size size) {
        return size;
    }

    private void needs(Ability ability) {
        assumeFalse(lacks().contains(ability), () -> "by its nature this host is unable to " + ability);
    }

    protected void awaitBooted(VeeId id) {
        if (lacks().contains(Ability.BOOT)) {
            return;
        }
        await(id + " is booted", () -> sighting(id).booted());
    }

    protected void awaitState(VeeId id, VeeState state) {
        await(id + " is " + state, () -> stateOf(id) == state);
    }

    @AfterEach
    void leaveNothing() {
        for (var sighting : sightings()) {
            host().destroy(sighting.vee(), next(), newest);
        }
        for (var each : List.of(service, other)) {
            if (volumes(host()).volumes(each) instanceof Kept kept) {
                kept.volumes().forEach(volume -> volumes(host()).delete(each, volume.name(), newest));
            }
        }
    }

    // ---- verbs and states

    protected static Stream<Case> cases() {
        var lines = VERBS_IN_STATES.lines().map(line -> line.split(" +")).toList();
        var states = lines.getFirst();
        return lines.stream()
                .skip(1)
                .flatMap(cells -> Stream.iterate(1, i -> i < cells.length, i -> i + 1)
                        .map(i -> new Case(VeeState.valueOf(states[i]), Verb.valueOf(cells[0]), cells[i])));
    }

    protected static Stream<Case> casesThatCanBeDone() {
        return cases().filter(
                        c -> !c.expected().equals("wrong") && !c.expected().equals("moved"));
    }

    @Test
    void everyVerbIsTriedInEveryState() {
        assertThat(cases().distinct()).hasSize(Verb.values().length * VeeState.values().length);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void answersEachVerbInEachState(Case c) {
        bring(vee, c.state());
        var before = sightingOrNull(vee);

        var outcome = call(c.verb(), vee, next(), EPOCH);

        switch (c.expected()) {
            case "wrong" -> assertRefused(outcome, Refusal.WRONG_STATE);
            case "same" -> assertThat(outcome).isInstanceOf(Outcome.Done.class);
            case "sized" -> assertSized(outcome, c.state());
            case "limited" -> assertLimited(outcome, c.state());
            case "moved" -> assertMoved(outcome, c.state());
            case "attached" -> assertAttached(outcome, c.state());
            default -> assertComesInto(VeeState.valueOf(c.expected()), outcome);
        }
        if (c.expected().equals("wrong") || c.expected().equals("same")) {
            assertThat(withoutBoot(sightingOrNull(vee))).isEqualTo(withoutBoot(before));
        }
    }

    @ParameterizedTest
    @MethodSource("casesThatCanBeDone")
    void doesNothingMoreWhenToldTwiceAndSaysItIsSo(Case c) {
        if (c.expected().equals("attached")) {
            needs(Ability.VOLUMES);
        }
        bring(vee, c.state());
        var intent = next();
        var first = call(c.verb(), vee, intent, EPOCH);
        settle(first, c.expected());
        var after = sightingOrNull(vee);
        pass(Duration.ofMillis(100));

        assertThat(call(c.verb(), vee, intent, EPOCH)).isInstanceOf(Outcome.Done.class);
        assertThat(call(c.verb(), vee, next(), EPOCH)).isInstanceOf(Outcome.Done.class);
        assertThat(withoutBoot(sightingOrNull(vee))).isEqualTo(withoutBoot(after));
    }

    @Test
    void deploysInTwoSteps() {
        assertDone(host().define(definition(vee, size()), next(), EPOCH));
        assertThat(stateOf(vee)).isEqualTo(VeeState.DEFINED);
        assertThat(sighting(vee).booted()).isFalse();

        assertDone(host().activate(vee, next(), EPOCH));
        assertThat(stateOf(vee)).isEqualTo(VeeState.ACTIVE);
    }

    @Test
    void keepsWhatWasDefinedWhenItIsDefinedOtherwise() {
        bring(vee, VeeState.DEFINED);
        assertDone(host().define(definition(vee, bigger()), next(), EPOCH));
        assertThat(sighting(vee).size()).isEqualTo(size());
    }

    @Test
    void theSizeIsAsItWasWantedWhateverTheHostCountsIn() {
        var odd = new Size(1, size().memoryBytes() + 123_457, size().diskBytes());
        assertDone(host().define(definition(vee, odd), next(), EPOCH));
        assertThat(sighting(vee).size()).isEqualTo(odd);

        assertDone(host().activate(vee, next(), EPOCH));
        assertThat(sighting(vee).size()).isEqualTo(odd);
    }

    @Test
    void destroysAVeeItNeverHeardOf() {
        assertDone(host().destroy(vee, next(), EPOCH));
        assertThat(sightings()).isEmpty();
    }

    @Test
    void aGuestIsSeenToBeUpOnlyAfterAWhile() {
        needs(Ability.BOOT);
        bring(vee, VeeState.DEFINED);
        assertDone(host().activate(vee, next(), EPOCH));
        assertThat(sighting(vee).booted()).isFalse();

        awaitBooted(vee);
        assertThat(stateOf(vee)).isEqualTo(VeeState.ACTIVE);
    }

    @Test
    void aGuestIsUpAgainAfterItWasHeld() {
        needs(Ability.BOOT);
        for (var held : List.of(VeeState.PAUSED, VeeState.SUSPENDED)) {
            var id = new VeeId(service, held.name(), 1, 1);
            bring(id, VeeState.ACTIVE);
            awaitBooted(id);
            assertDone(call(held == VeeState.PAUSED ? Verb.PAUSE : Verb.SUSPEND, id, next(), EPOCH));
            assertThat(stateOf(id)).isEqualTo(held);
            assertDone(host().resume(id, next(), EPOCH));
            awaitBooted(id);
        }
    }

    @Test
    void aShutdownIsSeenWhenTheGuestIsOff() {
        bring(vee, VeeState.ACTIVE);
        awaitBooted(vee);

        assertThat(host().shutdown(vee, next(), EPOCH)).isNotInstanceOf(Outcome.Refused.class);
        awaitState(vee, VeeState.SHUTOFF);
        assertThat(sighting(vee).booted()).isFalse();
    }

    @Test
    void destroyTellsSinceWhenAVeeWasOff() {
        bring(vee, VeeState.SHUTOFF);
        var off = sighting(vee).since();
        pass(Duration.ofMillis(1_500));
        assertThat(host().destroy(vee, next(), EPOCH))
                .isInstanceOfSatisfying(
                        Outcome.Done.class, done -> assertThat(done.offSince()).isEqualTo(off));

        bring(new VeeId(service, "C1", 1, 2), VeeState.ACTIVE);
        assertThat(host().destroy(new VeeId(service, "C1", 1, 2), next(), EPOCH))
                .isInstanceOfSatisfying(
                        Outcome.Done.class, done -> assertThat(done.offSince()).isNull());
    }

    @Test
    void aShutOffVeeBootsAgain() {
        bring(vee, VeeState.SHUTOFF);
        assertDone(host().activate(vee, next(), EPOCH));
        assertThat(sighting(vee).booted()).isFalse();
        awaitBooted(vee);
    }

    @Test
    void saysSinceWhenAStateLasts() {
        bring(vee, VeeState.DEFINED);
        pass(Duration.ofSeconds(3));
        var activated = now();
        var outcome = host().activate(vee, next(), EPOCH);
        pass(Duration.ofSeconds(3));

        assertThat(sighting(vee).since()).isCloseTo(activated, within(2, ChronoUnit.SECONDS));
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Done.class,
                        done -> assertThat(done.at()).isCloseTo(activated, within(2, ChronoUnit.SECONDS)));
        assertThat(host().activate(vee, next(), EPOCH))
                .isInstanceOfSatisfying(
                        Outcome.Done.class,
                        done -> assertThat(done.at()).isCloseTo(activated, within(2, ChronoUnit.SECONDS)));
    }

    @Test
    void theTimeAtWhichAGuestWentOffDoesNotDependOnWhenOneLooks() {
        bring(vee, VeeState.SHUTOFF);
        var seen = sighting(vee);
        pass(Duration.ofSeconds(3));
        assertThat(sighting(vee)).isEqualTo(seen);
        assertThat(seen.since()).isBeforeOrEqualTo(now());
    }

    // ---- epochs

    @ParameterizedTest
    @EnumSource(Verb.class)
    void refusesAVerbUnderAnOlderEpoch(Verb verb) {
        bring(vee, VeeState.ACTIVE);
        var before = sightingOrNull(vee);

        assertRefused(call(verb, vee, next(), new Epoch(6)), Refusal.STALE_EPOCH);
        assertThat(withoutBoot(sightingOrNull(vee))).isEqualTo(withoutBoot(before));
    }

    @Test
    void theNewestEpochOfAServiceHoldsForAllItsVees() {
        bring(vee, VeeState.DEFINED);
        var second = new VeeId(service, "C2", 1, 1);

        assertRefused(host().define(definition(second, size()), next(), new Epoch(6)), Refusal.STALE_EPOCH);
        assertRefused(host().destroy(second, next(), new Epoch(6)), Refusal.STALE_EPOCH);
        assertThat(sightings()).extracting(Sighting::vee).containsExactly(vee);
    }

    @Test
    void aServiceKnowsNothingOfTheEpochOfAnother() {
        bring(vee, VeeState.DEFINED);
        var stranger = new VeeId(other, "C1", 1, 1);
        assertDone(host().define(definition(stranger, size()), next(), new Epoch(1)));
    }

    @Test
    void aNewerEpochFencesOffTheOneBefore() {
        bring(vee, VeeState.DEFINED);
        newest = new Epoch(8);
        assertDone(host().activate(vee, next(), newest));
        assertThat(sighting(vee).epoch()).isEqualTo(newest);
        assertRefused(host().pause(vee, next(), EPOCH), Refusal.STALE_EPOCH);
        assertThat(stateOf(vee)).isEqualTo(VeeState.ACTIVE);
    }

    @Test
    void anEpochCountsEvenIfItHadNothingToDo() {
        bring(vee, VeeState.DEFINED);
        newest = new Epoch(8);
        assertDone(host().define(definition(vee, size()), next(), newest));
        assertRefused(host().activate(vee, next(), EPOCH), Refusal.STALE_EPOCH);
    }

    // ---- room

    @ParameterizedTest
    @EnumSource(Resource.class)
    void definesWhatJustFitsAndRefusesOneMore(Resource resource) {
        var wanted = with(size(), resource, amount(free(), resource));
        assertRefused(
                host().define(definition(vee, with(wanted, resource, amount(wanted, resource) + 1)), next(), EPOCH),
                Refusal.FULL);
        assertThat(sightings()).isEmpty();

        assertDone(host().define(definition(vee, wanted), next(), EPOCH));
        assertThat(amount(free(), resource)).isZero();
    }

    @Test
    void reservesByDefineAndGivesBackByDestroy() {
        var second = new VeeId(service, "C2", 1, 1);
        assertDone(host().define(definition(vee, size().withVcpus(free().vcpus())), next(), EPOCH));
        assertRefused(host().define(definition(second, size()), next(), EPOCH), Refusal.FULL);

        assertDone(host().destroy(vee, next(), EPOCH));
        assertDone(host().define(definition(second, size()), next(), EPOCH));
    }

    @ParameterizedTest
    @EnumSource(VeeState.class)
    void aVeeKeepsItsRoomInEveryStateUntilItIsDestroyed(VeeState state) {
        var taken = capacity().taken();
        bring(vee, state);
        assertThat(capacity().taken()).isEqualTo(state == VeeState.DESTROYED ? taken : taken.plus(size()));
    }

    @RepeatedTest(10)
    void neverGivesTheSameRoomTwice() throws Exception {
        var half = size().withVcpus(free().vcpus() / 2 + 1);
        var together = new CyclicBarrier(4);
        var calls = new ArrayList<Callable<Outcome>>();
        for (var ordinal = 1; ordinal <= together.getParties(); ordinal++) {
            var definition = definition(new VeeId(service, "C1", ordinal, 1), half);
            var intent = next();
            calls.add(() -> {
                together.await();
                return host().define(definition, intent, EPOCH);
            });
        }
        try (var threads = Executors.newFixedThreadPool(calls.size())) {
            for (var outcome : threads.invokeAll(calls)) {
                outcome.get();
            }
        }
        assertThat(sightings()).hasSize(1);
    }

    // ---- moves

    @Test
    void aMoveCanBeGivenUp() {
        var other = neighbour();
        if (other == null) {
            assertThat(host().door()).isNull();
            return;
        }
        bring(vee, VeeState.ACTIVE);
        var outcome = host().migrate(vee, destination(), next(), EPOCH);
        if (outcome instanceof Outcome.InProgress) {
            assertThat(sighting(vee).moving()).isTrue();
            assertDone(host().stay(vee, next(), EPOCH));
            pass(Duration.ofSeconds(10));
            assertThat(sighting(vee).moving()).isFalse();
            assertThat(stateOf(vee)).isEqualTo(VeeState.ACTIVE);
            assertThat(at(other, vee)).isNull();
        }
    }

    @Test
    void refusesToMoveWhereThereIsNoRoom() {
        var other = neighbour();
        if (other == null) {
            return;
        }
        bring(vee, VeeState.ACTIVE);
        var filler = new VeeId(service, "Filler", 1, 1);
        var room = Objects.requireNonNull(other.capacity()).free();
        assertDone(other.define(definition(filler, size().withVcpus(room.vcpus())), next(), EPOCH));

        assertRefused(host().migrate(vee, destination(), next(), EPOCH), Refusal.FULL);
        assertThat(stateOf(vee)).isEqualTo(VeeState.ACTIVE);
        assertDone(other.destroy(filler, next(), EPOCH));
    }

    // ---- readiness

    protected static Stream<Probe> probesAtAnAddress() {
        return Stream.of(
                new Probe.Tcp(8080, Probe.DEFAULT.within()), new Probe.Http(8080, "/health", Probe.DEFAULT.within()));
    }

    @ParameterizedTest
    @MethodSource("probesAtAnAddress")
    void asksAVeeWhetherItIsReadyOrSaysThatItCannot(Probe ready) {
        var plain = definition(vee, size());
        var wanted = new Definition(vee, plain.size(), plain.image(), plain.nics(), plain.settings(), ready);
        var outcome = host().define(wanted, next(), EPOCH);
        if (outcome instanceof Outcome.Refused) {
            assertRefused(outcome, Refusal.UNSUPPORTED);
            assertThat(stateOf(vee)).isEqualTo(VeeState.DESTROYED);
            return;
        }
        assertDone(outcome);
        assertDone(host().activate(vee, next(), EPOCH));
        awaitBooted(vee);
    }

    // ---- sizes

    @ParameterizedTest
    @EnumSource(names = {"DEFINED", "ACTIVE", "SHUTOFF"})
    void refusesToGrowAVeeBeyondTheRoomThereIs(VeeState state) {
        bring(vee, state);
        var before = sightingOrNull(vee);
        var tooBig = size().withVcpus(size().vcpus() + free().vcpus() + 1);

        assertRefused(host().resize(vee, tooBig, next(), EPOCH), Refusal.FULL);
        assertThat(withoutBoot(sightingOrNull(vee))).isEqualTo(withoutBoot(before));
    }

    @Test
    void aVeeGrowsIntoTheLastRoomThereIs() {
        bring(vee, VeeState.DEFINED);
        var all = size().withVcpus(size().vcpus() + free().vcpus());
        assertDone(host().resize(vee, all, next(), EPOCH));
        assertThat(free().vcpus()).isZero();
        assertThat(sighting(vee).size()).isEqualTo(all);
    }

    @Test
    void aVeeThatShrinksGivesRoomBack() {
        var taken = capacity().taken();
        assertDone(host().define(definition(vee, bigger()), next(), EPOCH));
        assertDone(host().resize(vee, size(), next(), EPOCH));
        assertThat(capacity().taken()).isEqualTo(taken.plus(size()));
    }

    @Test
    void resizesMemoryOfAVeeThatIsOff() {
        bring(vee, VeeState.SHUTOFF);
        var wanted = with(bigger(), Resource.MEMORY, 2 * size().memoryBytes());
        assertDone(host().resize(vee, wanted, next(), EPOCH));
        assertThat(sighting(vee).size()).isEqualTo(wanted);
    }

    @Test
    void aDiskKeepsItsSize() {
        bring(vee, VeeState.DEFINED);
        assertDone(host().resize(vee, with(bigger(), Resource.DISK, 2 * size().diskBytes()), next(), EPOCH));
        assertThat(sighting(vee).size()).isEqualTo(bigger());
    }

    // ---- lists

    @Test
    void listsEveryVeeById() {
        var ids = new ArrayList<VeeId>();
        for (var ordinal : List.of(10, 9, 1)) {
            ids.add(new VeeId(service, "C1", ordinal, 1));
        }
        ids.add(new VeeId(other, "C1", 1, 2));
        for (var id : ids) {
            assertDone(host().define(definition(id, size()), next(), EPOCH));
        }
        Collections.sort(ids);
        assertThat(sightings()).extracting(Sighting::vee).containsExactlyElementsOf(ids);
        assertThat(sightings()).extracting(Sighting::size).containsOnly(size());
        assertThat(sightings()).extracting(Sighting::epoch).containsOnly(EPOCH);
    }

    @Test
    void accountsForEverythingItHolds() {
        var taken = capacity().taken();
        var total = capacity().total();
        assertDone(host().define(definition(vee, bigger()), next(), EPOCH));
        assertDone(host().define(definition(new VeeId(other, "C1", 1, 1), size()), next(), EPOCH));
        placeForeignDomain("stranger", size());

        assertThat(capacity().taken())
                .isEqualTo(taken.plus(bigger()).plus(size()).plus(seenOfForeign(size())));
        assertThat(capacity().total()).isEqualTo(total);
        assertThat(capacity().host()).isEqualTo(host().id());
    }

    // ---- domains of others

    @Test
    void aForeignDomainIsNotListedButItsRoomCounts() {
        var before = free();
        placeForeignDomain("stranger", size());

        assertThat(list()).noneMatch(s -> s.toString().contains("stranger"));
        assertThat(free()).isEqualTo(before.minus(seenOfForeign(size())));
        assertRefused(host().define(definition(vee, size().withVcpus(before.vcpus())), next(), EPOCH), Refusal.FULL);
        assertThat(isForeignDomainUntouched("stranger")).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Verb.class)
    void neverTouchesAForeignDomainThatIsCalledAsAVeeOfOurs(Verb verb) {
        placeForeignDomain(domainName(vee), size());

        var outcome = call(verb, vee, next(), EPOCH);

        switch (verb) {
            case DEFINE -> assertRefused(outcome, Refusal.NOT_OURS);
            case DESTROY -> assertDone(outcome);
            case ACTIVATE, PAUSE, RESUME, SUSPEND, SHUTDOWN, RESIZE, LIMIT, MIGRATE, STAY, ATTACH, DETACH ->
                assertThat(outcome)
                        .isInstanceOfSatisfying(
                                Outcome.Refused.class,
                                refused -> assertThat(refused.why()).isIn(Refusal.WRONG_STATE, Refusal.NOT_OURS));
        }
        assertThat(isForeignDomainUntouched(domainName(vee))).isTrue();
        assertThat(sightings()).isEmpty();
    }

    // ---- consoles

    @Test
    void tellsWhatAGuestPrintsInPartsOrSaysWhyItCannot() {
        bring(vee, VeeState.ACTIVE);
        awaitBooted(vee);
        var told = told(host(), vee, Part.from(0, Consoles.MOST_BYTES));
        if (told instanceof Untold(var why)) {
            assertThat(why).isNotBlank();
            return;
        }
        var whole = (Printed) told;
        assertThat(whole.text()).isNotBlank();
        assertThat(whole.from()).isZero();

        var text = new StringBuilder();
        for (var next = 0L; next < Math.min(whole.next(), 50); ) {
            var part = (Printed) told(host(), vee, Part.from(next, 7));
            assertThat(part.from()).isEqualTo(next);
            assertThat(part.next()).isBetween(next + 1, next + 7);
            assertThat(part.kept()).isGreaterThanOrEqualTo(whole.kept());
            text.append(part.text());
            next = part.next();
        }
        assertThat(whole.text()).startsWith(text.toString());
        var last = (Printed) told(host(), vee, new Part(null, Consoles.MOST_BYTES, 1));
        assertThat(last.text().strip()).doesNotContain("\n");
        var beyond = (Printed) told(host(), vee, Part.from(last.kept() + 1_000_000, 100));
        assertThat(beyond.from()).isZero();
    }

    @Test
    void tellsNothingOfAGuestThatIsNotThereAndWhy() {
        assertThat(told(host(), vee, Part.last(100)))
                .isInstanceOfSatisfying(
                        Untold.class, untold -> assertThat(untold.why()).isNotBlank());
        placeForeignDomain(domainName(vee), size());
        assertThat(told(host(), vee, Part.last(100))).isInstanceOf(Untold.class);
    }

    private static Told told(Host host, VeeId id, Part part) {
        return Objects.requireNonNull(Consoles.of(host).console(id, part));
    }

    // ---- snapshots

    @Test
    void keepsWhatADiskWasAfterItsVeeIsGoneOrSaysWhyItCannot() {
        bring(vee, VeeState.ACTIVE);
        var id = new SnapshotId(vee, "before-upgrade");
        var begun = VeeSnapshots.of(host()).take(id);
        if (begun instanceof Unkept(var why)) {
            assertThat(why).isNotBlank();
            assertThat(snapshots(service)).isEmpty();
            return;
        }
        var ready = awaitReady(id);
        assertThat(ready.taken()).isBetween(now().minus(patience()), now());
        assertThat(ready.diskBytes()).isEqualTo(size().diskBytes());

        assertThat(VeeSnapshots.of(host()).take(id))
                .as("it is so already")
                .isEqualTo(new VeeSnapshots.Kept(List.of(ready)));
        assertThat(snapshots(other)).isEmpty();
        assertThat(host().destroy(vee, next(), newest)).isInstanceOf(Outcome.Done.class);
        assertThat(snapshots(service)).containsExactly(ready);

        for (var times = 0; times < 2; times++) {
            assertThat(VeeSnapshots.of(host()).delete(id)).isEqualTo(new VeeSnapshots.Kept(List.of()));
            assertThat(snapshots(service)).isEmpty();
        }
    }

    @Test
    void takesNoSnapshotOfWhatIsNotThere() {
        assertThat(VeeSnapshots.of(host()).take(new SnapshotId(vee, "one"))).isInstanceOf(Unkept.class);
        placeForeignDomain(domainName(vee), size());
        assertThat(VeeSnapshots.of(host()).take(new SnapshotId(vee, "one"))).isInstanceOf(Unkept.class);
        assertThat(snapshots(service)).isEmpty();
    }

    private Snapshot awaitReady(SnapshotId id) {
        await(
                id + " is ready",
                () -> snapshots(service).stream()
                        .anyMatch(each -> each.id().equals(id) && each.state() == VeeSnapshots.State.READY));
        return snapshots(service).getFirst();
    }

    private List<Snapshot> snapshots(ServiceId of) {
        return ((VeeSnapshots.Kept)
                        Objects.requireNonNull(VeeSnapshots.of(host()).list(of)))
                .snapshots();
    }

    // ---- volumes

    @Test
    void aHostThatKeepsNoVolumesSaysSo() {
        if (lacks().contains(Ability.VOLUMES)) {
            assertThat(volumes(host()).volumes(service)).isInstanceOf(NoneKept.class);
            assertRefused(volumes(host()).delete(service, DATA.name(), EPOCH), Refusal.UNSUPPORTED);
        } else {
            assertThat(kept(service)).isEmpty();
            assertDone(volumes(host()).delete(service, DATA.name(), EPOCH));
        }
    }

    @Test
    void aVolumeGoesFromOneVeeToAnother() {
        needs(Ability.VOLUMES);
        var second = new VeeId(service, "C1", 2, 1);
        bring(vee, VeeState.ACTIVE);
        bring(second, VeeState.ACTIVE);
        awaitBooted(vee);
        awaitBooted(second);
        assertDone(host().attach(vee, DATA, next(), EPOCH));
        assertThat(kept(service)).containsExactly(new Volume(DATA.name(), DATA.bytes(), vee));

        assertRefused(host().attach(second, DATA, next(), EPOCH), Refusal.WRONG_STATE);
        assertThat(sighting(second).volumes()).isEmpty();
        assertThat(sighting(vee).volumes()).containsExactly(DATA.name());

        detach(vee);
        assertThat(kept(service)).containsExactly(new Volume(DATA.name(), DATA.bytes(), null));
        assertDone(host().attach(second, DATA, next(), EPOCH));
        assertThat(kept(service)).containsExactly(new Volume(DATA.name(), DATA.bytes(), second));
        assertThat(stateOf(second)).isEqualTo(VeeState.ACTIVE);
        assertDone(host().detach(vee, DATA.name(), next(), EPOCH));
        assertThat(sighting(second).volumes()).containsExactly(DATA.name());
    }

    @Test
    void refusesAVolumeOfAnotherSize() {
        needs(Ability.VOLUMES);
        bring(vee, VeeState.DEFINED);
        assertDone(host().attach(vee, DATA, next(), EPOCH));
        detach(vee);

        assertRefused(host().attach(vee, new VolumeSpec(DATA.name(), 9 * MIB), next(), EPOCH), Refusal.WRONG_STATE);
        assertThat(sighting(vee).volumes()).isEmpty();
        assertThat(kept(service)).containsExactly(new Volume(DATA.name(), DATA.bytes(), null));
    }

    @Test
    void aVolumeForWhichThereIsNoRoomIsNotMade() {
        needs(Ability.VOLUMES);
        bring(vee, VeeState.DEFINED);
        assertRefused(host().attach(vee, new VolumeSpec("vast", VolumeSpec.MOST_BYTES), next(), EPOCH), Refusal.FULL);
        assertThat(kept(service)).isEmpty();
        assertThat(sighting(vee).volumes()).isEmpty();
    }

    @Test
    void aVolumeTakesRoomOfItsHostUntilItIsDeleted() {
        needs(Ability.VOLUMES);
        var before = free();
        bring(vee, VeeState.DEFINED);
        assertDone(host().attach(vee, DATA, next(), EPOCH));
        assertDone(host().destroy(vee, next(), EPOCH));
        assertThat(free()).isEqualTo(before.minus(new Size(0, 0, DATA.bytes())));

        var second = new VeeId(service, "C1", 2, 1);
        var all = with(size(), Resource.DISK, before.diskBytes());
        assertRefused(host().define(definition(second, all), next(), EPOCH), Refusal.FULL);
        assertDone(volumes(host()).delete(service, DATA.name(), EPOCH));
        assertThat(free()).isEqualTo(before);
        assertDone(host().define(definition(second, all), next(), EPOCH));
        assertRefused(host().attach(second, DATA, next(), EPOCH), Refusal.FULL);
        assertThat(kept(service)).isEmpty();
    }

    @Test
    void aVeeHasSoManyVolumesAndNotOneMore() {
        needs(Ability.VOLUMES);
        bring(vee, VeeState.ACTIVE);
        awaitBooted(vee);
        for (var i = 1; i <= Volumes.MOST_AT_ONCE; i++) {
            assertDone(host().attach(vee, new VolumeSpec("disk-" + i, MIB), next(), EPOCH));
        }
        assertRefused(host().attach(vee, DATA, next(), EPOCH), Refusal.UNSUPPORTED);
        assertThat(kept(service)).hasSize(Volumes.MOST_AT_ONCE).allMatch(volume -> vee.equals(volume.vee()));
        assertThat(sighting(vee).volumes()).hasSize(Volumes.MOST_AT_ONCE);
    }

    @Test
    void aVolumeOutlivesItsVeeAndIsNobodysUntilItIsAttachedAgain() {
        needs(Ability.VOLUMES);
        bring(vee, VeeState.ACTIVE);
        assertDone(host().attach(vee, DATA, next(), EPOCH));
        assertDone(host().destroy(vee, next(), EPOCH));
        assertThat(kept(service)).containsExactly(new Volume(DATA.name(), DATA.bytes(), null));

        var life = new VeeId(service, "C1", 1, 2);
        bring(life, VeeState.SHUTOFF);
        assertThat(sighting(life).volumes()).isEmpty();
        assertDone(host().attach(life, DATA, next(), EPOCH));
        assertDone(host().activate(life, next(), EPOCH));
        assertThat(sighting(life).volumes()).containsExactly(DATA.name());
        assertThat(kept(service)).containsExactly(new Volume(DATA.name(), DATA.bytes(), life));
        assertThat(((Kept) Objects.requireNonNull(volumes(reopened()).volumes(service))).volumes())
                .containsExactly(new Volume(DATA.name(), DATA.bytes(), life));
    }

    @Test
    void deletesAVolumeThatNoVeeHas() {
        needs(Ability.VOLUMES);
        bring(vee, VeeState.DEFINED);
        assertDone(host().attach(vee, DATA, next(), EPOCH));
        assertRefused(volumes(host()).delete(service, DATA.name(), EPOCH), Refusal.WRONG_STATE);
        detach(vee);
        assertRefused(volumes(host()).delete(service, DATA.name(), new Epoch(6)), Refusal.STALE_EPOCH);
        assertThat(kept(service)).hasSize(1);

        assertDone(volumes(host()).delete(service, DATA.name(), EPOCH));
        assertThat(kept(service)).isEmpty();
        assertDone(volumes(host()).delete(service, DATA.name(), EPOCH));
    }

    @Test
    void twoServicesKnowNothingOfEachOthersVolumes() {
        needs(Ability.VOLUMES);
        var stranger = new VeeId(other, "C1", 1, 1);
        bring(vee, VeeState.DEFINED);
        bring(stranger, VeeState.DEFINED);
        assertDone(host().attach(vee, DATA, next(), EPOCH));
        assertThat(kept(other)).isEmpty();
        assertDone(host().attach(stranger, new VolumeSpec(DATA.name(), MIB), next(), EPOCH));
        assertThat(kept(other)).containsExactly(new Volume(DATA.name(), MIB, stranger));
        assertThat(kept(service)).containsExactly(new Volume(DATA.name(), DATA.bytes(), vee));
    }

    @Test
    void aVeeWithVolumesOfItsHostStaysThere() {
        needs(Ability.VOLUMES);
        bring(vee, VeeState.ACTIVE);
        awaitBooted(vee);
        assertDone(host().attach(vee, DATA, next(), EPOCH));
        assertRefused(host().migrate(vee, destination(), next(), EPOCH), Refusal.UNSUPPORTED);
        assertThat(sighting(vee).moving()).isFalse();
        assertThat(stateOf(vee)).isEqualTo(VeeState.ACTIVE);
    }

    private static Volumes volumes(Host host) {
        return Volumes.of(host);
    }

    private List<Volume> kept(ServiceId owner) {
        return ((Kept) Objects.requireNonNull(volumes(host()).volumes(owner))).volumes();
    }

    /** A guest that runs may take its time. */
    private void detach(VeeId id) {
        assertThat(host().detach(id, DATA.name(), next(), EPOCH)).isNotInstanceOf(Outcome.Refused.class);
        await(id + " has let it go", () -> sighting(id).volumes().isEmpty());
    }

    // ---- the death of a controller

    @Test
    void itsVeesOutliveTheController() {
        var states = EnumSet.complementOf(EnumSet.of(VeeState.DESTROYED));
        for (var state : states) {
            bring(new VeeId(service, state.name(), 1, 1), state);
        }
        var seen = sightings();
        assertThat(seen).extracting(Sighting::state).containsExactlyInAnyOrderElementsOf(states);

        var again = Objects.requireNonNull(reopened().list());
        assertThat(again)
                .filteredOn(this::isOfThisTest)
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("since", "booted")
                .containsExactlyElementsOf(seen);
    }

    @Test
    void theNextControllerCarriesOnAndTheOneBeforeIsFencedOff() {
        bring(vee, VeeState.DEFINED);
        newest = new Epoch(8);
        var next = reopened();
        assertRefused(next.activate(vee, next(), new Epoch(6)), Refusal.STALE_EPOCH);
        assertDone(next.activate(vee, next(), newest));
        assertThat(Objects.requireNonNull(next.list()))
                .filteredOn(this::isOfThisTest)
                .extracting(Sighting::state)
                .containsExactly(VeeState.ACTIVE);
        assertDone(next.destroy(vee, next(), newest));
    }

    // ---- words of the kit

    /** Takes a VEE that the host does not have into that state, the short way. */
    private void bring(VeeId id, VeeState state) {
        if (state == VeeState.DESTROYED) {
            return;
        }
        assertDone(host().define(definition(id, size()), next(), EPOCH));
        if (state == VeeState.DEFINED) {
            return;
        }
        assertDone(host().activate(id, next(), EPOCH));
        switch (state) {
            case PAUSED -> assertDone(host().pause(id, next(), EPOCH));
            case SUSPENDED -> assertDone(host().suspend(id, next(), EPOCH));
            case SHUTOFF -> {
                awaitBooted(id);
                assertThat(host().shutdown(id, next(), EPOCH)).isNotInstanceOf(Outcome.Refused.class);
                awaitState(id, VeeState.SHUTOFF);
            }
            case ACTIVE, DEFINED, DESTROYED -> {}
        }
        assertThat(stateOf(id)).isEqualTo(state);
    }

    private Outcome call(Verb verb, VeeId id, IntentId intent, Epoch epoch) {
        return switch (verb) {
            case DEFINE -> host().define(definition(id, size()), intent, epoch);
            case ACTIVATE -> host().activate(id, intent, epoch);
            case PAUSE -> host().pause(id, intent, epoch);
            case RESUME -> host().resume(id, intent, epoch);
            case SUSPEND -> host().suspend(id, intent, epoch);
            case SHUTDOWN -> {
                waitForAGuestThatCanHear(id);
                yield host().shutdown(id, intent, epoch);
            }
            case DESTROY -> host().destroy(id, intent, epoch);
            case RESIZE -> host().resize(id, bigger(), intent, epoch);
            case LIMIT -> host().limit(id, limited(), intent, epoch);
            case MIGRATE -> host().migrate(id, destination(), intent, epoch);
            case STAY -> host().stay(id, intent, epoch);
            case ATTACH -> host().attach(id, DATA, intent, epoch);
            case DETACH -> host().detach(id, DATA.name(), intent, epoch);
        };
    }

    private void waitForAGuestThatCanHear(VeeId id) {
        if (stateOf(id) == VeeState.ACTIVE) {
            awaitBooted(id);
        }
    }

    private void assertAttached(Outcome outcome, VeeState state) {
        if (lacks().contains(Ability.VOLUMES)) {
            assertRefused(outcome, Refusal.UNSUPPORTED);
            return;
        }
        assertDone(outcome);
        assertThat(stateOf(vee)).isEqualTo(state);
        assertThat(sighting(vee).volumes()).containsExactly(DATA.name());
    }

    private void assertSized(Outcome outcome, VeeState state) {
        assertDone(outcome);
        assertThat(stateOf(vee)).isEqualTo(state);
        assertThat(sighting(vee).size()).isEqualTo(bigger());
    }

    private void assertLimited(Outcome outcome, VeeState state) {
        assertDone(outcome);
        assertThat(stateOf(vee)).isEqualTo(state);
        assertThat(sighting(vee).attachments()).extracting(Host.Attachment::nic).containsExactlyElementsOf(limited());
    }

    private void assertMoved(Outcome outcome, VeeState state) {
        var other = neighbour();
        if (other == null) {
            assertRefused(outcome, Refusal.UNSUPPORTED);
            assertThat(stateOf(vee)).isEqualTo(state);
            return;
        }
        assertThat(outcome).isInstanceOfAny(Outcome.InProgress.class, Outcome.Done.class);
        await(vee + " has moved", () -> sightingOrNull(vee) == null && at(other, vee) != null);
        assertThat(Objects.requireNonNull(at(other, vee)).state()).isEqualTo(state);
        assertThat(Objects.requireNonNull(at(other, vee)).moving()).isFalse();
        assertDone(other.destroy(vee, next(), EPOCH));
    }

    private static @Nullable Sighting at(Host host, VeeId id) {
        return Objects.requireNonNull(host.list()).stream()
                .filter(s -> s.vee().equals(id))
                .findFirst()
                .orElse(null);
    }

    private Destination destination() {
        var other = neighbour();
        var door = other == null ? null : other.door();
        return other == null || door == null
                ? new Destination(new HostId("nowhere"), "nowhere:")
                : new Destination(other.id(), door);
    }

    private List<Nic> limited() {
        return networks().stream().map(name -> new Nic(name, 5_000_000L)).toList();
    }

    private void assertComesInto(VeeState state, Outcome outcome) {
        settle(outcome, state.name());
        assertThat(stateOf(vee)).isEqualTo(state);
        if (state != VeeState.DESTROYED) {
            assertThat(sighting(vee).size()).isEqualTo(size());
        }
    }

    /** A shutdown may take its time, everything else is done when the call returns. */
    private void settle(Outcome outcome, String expected) {
        if (expected.equals(VeeState.SHUTOFF.name())) {
            assertThat(outcome).isInstanceOfAny(Outcome.InProgress.class, Outcome.Done.class);
            awaitState(vee, VeeState.SHUTOFF);
        } else {
            assertDone(outcome);
        }
    }

    private static void assertDone(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
    }

    private static void assertRefused(Outcome outcome, Refusal why) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.why()).isEqualTo(why));
    }

    private void await(String what, Callable<Boolean> condition) {
        var step = Duration.ofMillis(200);
        for (var waited = Duration.ZERO; waited.compareTo(patience()) < 0; waited = waited.plus(step)) {
            if (isTrue(condition)) {
                return;
            }
            pass(step);
        }
        fail("after " + patience() + " it is still not so that " + what + ": " + sightings());
    }

    private static boolean isTrue(Callable<Boolean> condition) {
        try {
            return condition.call();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private Definition definition(VeeId id, Size wanted) {
        var nics = networks().stream().map(name -> new Nic(name, null)).toList();
        return new Definition(id, wanted, image(), nics, List.of(), Probe.DEFAULT);
    }

    private Size bigger() {
        return size().withVcpus(size().vcpus() + 1);
    }

    private IntentId next() {
        return new IntentId(++intents);
    }

    private List<Sighting> list() {
        var list = host().list();
        assertThat(list).as("the host can be reached").isNotNull();
        return list;
    }

    private List<Sighting> sightings() {
        return list().stream().filter(this::isOfThisTest).toList();
    }

    private boolean isOfThisTest(Sighting sighting) {
        return sighting.vee().service().equals(service)
                || sighting.vee().service().equals(other);
    }

    private @Nullable Sighting sightingOrNull(VeeId id) {
        return sightings().stream().filter(s -> s.vee().equals(id)).findFirst().orElse(null);
    }

    private Sighting sighting(VeeId id) {
        var sighting = sightingOrNull(id);
        assertThat(sighting).as("%s is listed", id).isNotNull();
        return sighting;
    }

    private VeeState stateOf(VeeId id) {
        var sighting = sightingOrNull(id);
        return sighting == null ? VeeState.DESTROYED : sighting.state();
    }

    /** As it was seen, but for the boot, which goes on while one looks. */
    private static @Nullable Sighting withoutBoot(@Nullable Sighting s) {
        return s == null
                ? null
                : new Sighting(
                        s.vee(),
                        s.state(),
                        s.size(),
                        s.since(),
                        false,
                        s.epoch(),
                        s.moving(),
                        s.attachments(),
                        s.volumes());
    }

    private HostCapacity capacity() {
        var capacity = host().capacity();
        assertThat(capacity).as("the host can be reached").isNotNull();
        return capacity;
    }

    private Size free() {
        return capacity().free();
    }

    private static long amount(Size size, Resource resource) {
        return switch (resource) {
            case VCPUS -> size.vcpus();
            case MEMORY -> size.memoryBytes();
            case DISK -> size.diskBytes();
        };
    }

    private static Size with(Size size, Resource resource, long amount) {
        return switch (resource) {
            case VCPUS -> size.withVcpus(Math.toIntExact(amount));
            case MEMORY -> new Size(size.vcpus(), amount, size.diskBytes());
            case DISK -> new Size(size.vcpus(), size.memoryBytes(), amount);
        };
    }
}
