package io.reservoir.controller.sim;

import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.ledger.IntentId;
import io.reservoir.model.port.Host.Attachment;
import io.reservoir.model.port.Host.Definition;
import io.reservoir.model.port.Host.Nic;
import io.reservoir.model.port.Host.Sighting;
import io.reservoir.model.service.Probe;
import io.reservoir.model.service.Setting;
import io.reservoir.model.service.Size;
import io.reservoir.model.site.HostId;
import io.reservoir.model.vee.VeeId;
import io.reservoir.model.vee.VeeState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A VEE inside a simulated host, and how it goes on by itself: it says when it will have booted and when it will go
 * off, so what it is at any time follows from this record and that time alone.
 *
 * @param since when it came into its state
 * @param sizedAt when it got its size
 * @param most how many vCPUs and how much memory it can have while it runs
 * @param bootsAt when its guest is up, null for never; while it is paused or suspended, as it stood at {@code since}
 * @param endsAt when it goes off, null while nothing makes it; while it is paused or suspended, as {@code bootsAt}
 * @param leaving where it moves to, and when it will be there; null where it stays
 * @param epoch the epoch under which it was last changed
 * @param intent the newest intent that got an answer about it
 */
record Guest(
        Definition definition,
        VeeState state,
        Instant since,
        Instant sizedAt,
        Size most,
        @Nullable Instant bootsAt,
        @Nullable Instant endsAt,
        @Nullable Leaving leaving,
        Epoch epoch,
        IntentId intent) {

    private static final int MOST_TIMES_VCPUS = 4;

    /** On its way to another host, where it will be at that time. */
    record Leaving(HostId to, Instant at) {}

    /** When its guest is up, {@code until} excluded; null while nothing ends it. */
    record Uptime(
            VeeId vee, Size size, Instant from, @Nullable Instant until) {}

    /** Stands for a VEE that the host does not have. */
    static Guest absent(VeeId vee, Instant now) {
        var nothing = new Definition(vee, Size.NOTHING, null, List.of(), List.of(), Probe.DEFAULT);
        return new Guest(
                nothing, VeeState.DESTROYED, now, now, Size.NOTHING, null, null, null, new Epoch(0), new IntentId(0));
    }

    static Guest defined(Definition definition, Instant now) {
        return new Guest(
                definition,
                VeeState.DEFINED,
                now,
                now,
                most(definition.size()),
                null,
                null,
                null,
                new Epoch(0),
                new IntentId(0));
    }

    /** What a VEE of that size can have while it runs. */
    static Size most(Size defined) {
        return new Size(MOST_TIMES_VCPUS * defined.vcpus(), defined.memoryBytes(), defined.diskBytes());
    }

    VeeId vee() {
        return definition.vee();
    }

    Size size() {
        return definition.size();
    }

    /** What it has become by then: one that goes off is off from that very time on, whenever one looks. */
    Guest at(Instant now) {
        var ends = endsAt;
        if (state != VeeState.ACTIVE || ends == null || ends.isAfter(now) || hasLeft(ends)) {
            return this;
        }
        return staying().in(VeeState.SHUTOFF, ends, bootsAt, null);
    }

    /** True from when it is at the other host. */
    boolean hasLeft(Instant now) {
        return leaving != null && !leaving.at().isAfter(now);
    }

    Guest leaving(HostId to, Instant at) {
        return new Guest(definition, state, since, sizedAt, most, bootsAt, endsAt, new Leaving(to, at), epoch, intent);
    }

    Guest staying() {
        return new Guest(definition, state, since, sizedAt, most, bootsAt, endsAt, null, epoch, intent);
    }

    /** It at the other host, from the time of its arrival. */
    Guest arrived() {
        return leaving == null ? this : staying().in(state, leaving.at(), bootsAt, endsAt);
    }

    Guest limited(List<Nic> nics) {
        var ceilings = new HashMap<String, @Nullable Long>();
        nics.forEach(nic -> ceilings.put(nic.network(), nic.ceilingBytesPerSecond()));
        var limited = definition.nics().stream()
                .map(nic ->
                        ceilings.containsKey(nic.network()) ? new Nic(nic.network(), ceilings.get(nic.network())) : nic)
                .toList();
        return with(
                new Definition(vee(), size(), definition.image(), limited, definition.settings(), definition.ready()),
                sizedAt);
    }

    boolean isAttachedTo(List<Nic> nics) {
        var networks = definition.nics().stream().map(Nic::network).toList();
        return nics.stream().allMatch(nic -> networks.contains(nic.network()));
    }

    Guest activated(Instant now, @Nullable Instant boots, @Nullable Instant ends) {
        return in(VeeState.ACTIVE, now, boots, ends);
    }

    Guest paused(Instant now) {
        return in(VeeState.PAUSED, now, bootsAt, endsAt);
    }

    Guest suspended(Instant now) {
        return in(VeeState.SUSPENDED, now, thawed(bootsAt, now), thawed(endsAt, now));
    }

    Guest resumed(Instant now) {
        return in(VeeState.ACTIVE, now, thawed(bootsAt, now), thawed(endsAt, now));
    }

    /** It goes off at that time, or before if it would anyhow. */
    Guest ending(Instant at) {
        return in(state, since, bootsAt, endsAt != null && endsAt.isBefore(at) ? endsAt : at);
    }

    /** Its host had no power at that time. */
    Guest poweredOff(Instant now) {
        return state == VeeState.ACTIVE || state == VeeState.PAUSED
                ? in(VeeState.SHUTOFF, now, bootsAt, null).staying()
                : this;
    }

    Guest destroyed(Instant now) {
        return in(VeeState.DESTROYED, now, null, null);
    }

    /** With other vCPUs and other memory; a disk keeps its size. What it can have while it runs changes while it is off. */
    Guest resized(Size wanted, Instant now) {
        var size = new Size(wanted.vcpus(), wanted.memoryBytes(), size().diskBytes());
        var resized = with(
                new Definition(
                        vee(), size, definition.image(), definition.nics(), definition.settings(), definition.ready()),
                now);
        return state == VeeState.ACTIVE
                ? resized
                : resized.upTo(new Size(Math.max(most.vcpus(), size.vcpus()), size.memoryBytes(), size.diskBytes()));
    }

    private Guest upTo(Size newMost) {
        return new Guest(definition, state, since, sizedAt, newMost, bootsAt, endsAt, leaving, epoch, intent);
    }

    private Guest with(Definition changed, Instant newSizedAt) {
        return new Guest(changed, state, since, newSizedAt, most, bootsAt, endsAt, leaving, epoch, intent);
    }

    boolean isSized(Size wanted) {
        return state != VeeState.DESTROYED
                && size().vcpus() == wanted.vcpus()
                && size().memoryBytes() == wanted.memoryBytes();
    }

    /** It was changed under that epoch. */
    Guest by(Epoch newEpoch) {
        return new Guest(definition, state, since, sizedAt, most, bootsAt, endsAt, leaving, newEpoch, intent);
    }

    Guest answered(IntentId newest) {
        return new Guest(definition, state, since, sizedAt, most, bootsAt, endsAt, leaving, epoch, newest);
    }

    /** @param volumes the names of those that it has */
    Sighting sighting(Instant now, List<String> volumes) {
        var booted = state == VeeState.ACTIVE && bootsAt != null && !bootsAt.isAfter(now);
        var attachments = definition.nics().stream()
                .map(nic -> new Attachment(nic, address(nic.network())))
                .toList();
        return new Sighting(vee(), state, size(), since, booted, epoch, leaving != null, attachments, volumes);
    }

    /** The same each time; no two are likely to have one. */
    private String address(String network) {
        var name = vee() + " in " + network;
        var hash = new CRC32C();
        hash.update(name.getBytes(StandardCharsets.UTF_8));
        var number = hash.getValue();
        return "10." + (number >> 16 & 0xFF) + "." + (number >> 8 & 0xFF) + "." + (number & 0xFF);
    }

    /** All that its guest has printed since it was last activated. */
    String printed(Instant now) {
        if (state == VeeState.DEFINED || state == VeeState.DESTROYED) {
            return "";
        }
        var ran = state == VeeState.ACTIVE ? now : since;
        return vee() + " is a simulated guest: it runs nothing, and prints no more than this\n"
                + told().stream()
                        .map(told -> "told " + told.getKey() + "=" + told.getValue() + "\n")
                        .collect(Collectors.joining())
                + "booting\n"
                + (bootsAt == null || bootsAt.isAfter(ran) ? "" : "up\n");
    }

    /** What a real guest would find in its seed, in order; in braces what a simulated host has nothing to say to. */
    List<Map.Entry<String, String>> told() {
        return definition.settings().stream()
                .map(setting -> Map.entry(
                        setting.key(), setting.parts().stream().map(this::told).collect(Collectors.joining())))
                .toList();
    }

    private String told(Setting.Part part) {
        return switch (part) {
            case Setting.Text(var text) -> text;
            case Setting.Resolved question ->
                switch (question.question()) {
                    case ID -> String.valueOf(vee().ordinal());
                    case SERVICE -> vee().service().name();
                    case IP, IPS, ENTRY -> address(String.valueOf(question.network()));
                    case NETMASK, GATEWAY, DNS, DOMAIN, MONITORING ->
                        "{" + question.question().name().toLowerCase(Locale.ROOT) + "}";
                };
        };
    }

    /** The last stretch of time, running on or over, in which its guest is up; null where there is none. */
    @Nullable
    Uptime uptime() {
        if (bootsAt == null) {
            return null;
        }
        return switch (state) {
            case ACTIVE ->
                new Uptime(
                        vee(),
                        size(),
                        bootsAt.isAfter(since) ? bootsAt : since,
                        leaving == null ? endsAt : leaving.at());
            case PAUSED, SUSPENDED, SHUTOFF -> new Uptime(vee(), size(), bootsAt, since);
            case DEFINED, DESTROYED -> null;
        };
    }

    private Guest in(VeeState newState, Instant at, @Nullable Instant boots, @Nullable Instant ends) {
        return new Guest(definition, newState, at, sizedAt, most, boots, ends, leaving, epoch, intent);
    }

    /** Time stands still for a guest whose CPUs do: what was to come comes that much later. */
    private @Nullable Instant thawed(@Nullable Instant time, Instant now) {
        var stoodStill = state == VeeState.PAUSED || state == VeeState.SUSPENDED;
        return time == null || !stoodStill ? time : time.plus(Duration.between(since, now));
    }
}
