package io.reservoir.controller.sim;

import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.ledger.IntentId;
import io.reservoir.model.port.Host.Definition;
import io.reservoir.model.port.Host.Nic;
import io.reservoir.model.service.Probe;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.service.Setting;
import io.reservoir.model.service.Size;
import io.reservoir.model.site.HostId;
import io.reservoir.model.vee.VeeId;
import io.reservoir.model.vee.VeeState;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a simulated host knows, in a {@link Journal}: its guests, the domains that are not ours, the newest epoch of
 * each service, what not to bring back, how many calls and launches there were. It changes only by {@link #commit}, through the texts that
 * are written, so what is read after a restart is what was in memory before it.
 */
final class HostMemory {
    private static final String GUEST = "vee ";
    private static final String EPOCH = "epoch ";
    private static final String TOMBSTONE = "gone ";
    private static final String FOREIGN = "foreign ";
    private static final String VOLUME = "volume ";
    private static final String CALLS = "calls";
    private static final String LAUNCHES = "launches";
    /** No encoded text looks like that. */
    private static final String NULL = "~";

    private final Journal journal;
    private final SortedMap<VeeId, Guest> guests = new TreeMap<>();
    private final Set<VeeId> leaving = new TreeSet<>();
    private final SortedMap<String, Size> foreign = new TreeMap<>();
    private final Map<ServiceId, SortedMap<String, Kept>> volumes = new HashMap<>();
    private final Map<ServiceId, Epoch> epochs = new HashMap<>();
    private final Map<String, Long> counts = new HashMap<>();
    private final Map<String, Tombstone> tombstones = new HashMap<>();

    /**
     * What is remembered of the newest VEE of a replica that was there or was to be, and is not.
     *
     * @param since when it ended, null where it has gone to another host
     */
    private record Tombstone(
            int incarnation, long intent, @Nullable Instant since) {}

    /**
     * A volume.
     *
     * @param vee that has it, null where none has
     */
    record Kept(
            ServiceId service,
            String name,
            long bytes,
            @Nullable VeeId vee) {
        Kept free() {
            return new Kept(service, name, bytes, null);
        }
    }

    HostMemory(Journal journal) {
        this.journal = journal;
        journal.texts().forEach(this::learn);
    }

    /** A change that is being put together. */
    static final class Change {
        private final Map<String, @Nullable String> texts = new LinkedHashMap<>();

        /** Keeps the guest as it is now, or forgets it if it is destroyed. */
        Change guest(Guest guest) {
            texts.put(GUEST + text(guest.vee()), guest.state() == VeeState.DESTROYED ? null : text(guest));
            return this;
        }

        /** Forgets a guest that is at another host. */
        Change gone(VeeId vee) {
            texts.put(GUEST + text(vee), null);
            return this;
        }

        Change foreign(String name, Size size) {
            texts.put(FOREIGN + name, text(size));
            return this;
        }

        Change volume(Kept volume) {
            var holder = volume.vee();
            texts.put(
                    VOLUME + volume.service() + " " + volume.name(),
                    volume.bytes() + (holder == null ? "" : " " + text(holder)));
            return this;
        }

        Change noVolume(ServiceId service, String name) {
            texts.put(VOLUME + service + " " + name, null);
            return this;
        }

        Change epoch(ServiceId service, Epoch epoch) {
            texts.put(EPOCH + service, epoch.toString());
            return this;
        }

        /** The VEE is not there, and an intent as old as that shall not bring it back. */
        Change tombstone(VeeId vee, IntentId intent) {
            texts.put(TOMBSTONE + replica(vee), vee.incarnation() + " " + intent);
            return this;
        }

        /** The same of one that has ended then. */
        Change tombstone(VeeId vee, IntentId intent, Instant since) {
            texts.put(TOMBSTONE + replica(vee), vee.incarnation() + " " + intent + " " + since);
            return this;
        }

        Change calls(long number) {
            texts.put(CALLS, Long.toString(number));
            return this;
        }

        Change launches(long number) {
            texts.put(LAUNCHES, Long.toString(number));
            return this;
        }
    }

    void commit(Change change) throws IOException {
        journal.append(change.texts);
        change.texts.forEach(this::learn);
    }

    Guest guest(VeeId vee, Instant now) {
        var guest = guests.get(vee);
        return guest == null || guest.hasLeft(now) ? Guest.absent(vee, endOf(vee, now)) : guest.at(now);
    }

    private Instant endOf(VeeId vee, Instant unknown) {
        var last = tombstones.get(replica(vee));
        return last == null || last.since == null || last.incarnation != vee.incarnation() ? unknown : last.since;
    }

    /** All guests, by id. */
    List<Guest> guests(Instant now) {
        return guests.values().stream()
                .filter(guest -> !guest.hasLeft(now))
                .map(guest -> guest.at(now))
                .toList();
    }

    /** Guests that are on their way to another host, or there by now and still remembered here. */
    List<Guest> leaving(Instant now) {
        return leaving.stream()
                .map(vee -> Objects.requireNonNull(guests.get(vee)).at(now))
                .filter(guest -> guest.leaving() != null)
                .toList();
    }

    Collection<String> foreign() {
        return List.copyOf(foreign.keySet());
    }

    Epoch epoch(ServiceId service) {
        return epochs.getOrDefault(service, new Epoch(0));
    }

    /** True for a call that was answered before, or is older than one that was: it comes twice or late. */
    boolean isAnswered(Guest guest, IntentId intent) {
        if (guest.state() != VeeState.DESTROYED) {
            return intent.compareTo(guest.intent()) <= 0;
        }
        var last = tombstones.get(replica(guest.vee()));
        var incarnation = guest.vee().incarnation();
        return last != null
                && (incarnation < last.incarnation
                        || (incarnation == last.incarnation && intent.claimedAt() <= last.intent));
    }

    @Nullable
    Kept volume(ServiceId service, String name) {
        var all = volumes.get(service);
        return all == null ? null : all.get(name);
    }

    /** The volumes of a service, by name. */
    List<Kept> volumes(ServiceId service) {
        var all = volumes.get(service);
        return all == null ? List.of() : List.copyOf(all.values());
    }

    /** What all volumes take. */
    long volumeBytes() {
        return volumes.values().stream()
                .flatMap(all -> all.values().stream())
                .mapToLong(Kept::bytes)
                .sum();
    }

    long calls() {
        return counts.getOrDefault(CALLS, 0L);
    }

    long launches() {
        return counts.getOrDefault(LAUNCHES, 0L);
    }

    Size taken() {
        return Stream.concat(guests.values().stream().map(Guest::size), foreign.values().stream())
                .reduce(Size.NOTHING, Size::plus);
    }

    private void learn(String key, @Nullable String text) {
        if (key.startsWith(GUEST)) {
            learnGuest(vee(key.substring(GUEST.length()).split(" ")), text);
        } else if (key.startsWith(VOLUME)) {
            learnVolume(key.substring(VOLUME.length()).split(" "), text);
        } else if (text == null) {
            throw new IllegalStateException("only a guest or a volume is ever forgotten: " + key);
        } else if (key.startsWith(FOREIGN)) {
            foreign.put(key.substring(FOREIGN.length()), size(text.split(" ")));
        } else if (key.startsWith(TOMBSTONE)) {
            var fields = text.split(" ", -1);
            tombstones.merge(
                    key.substring(TOMBSTONE.length()),
                    new Tombstone(
                            Integer.parseInt(fields[0]),
                            Long.parseLong(fields[1]),
                            fields.length > 2 ? Instant.parse(fields[2]) : null),
                    (one, other) -> other.incarnation < one.incarnation ? one : other);
        } else if (key.startsWith(EPOCH)) {
            epochs.put(new ServiceId(key.substring(EPOCH.length())), new Epoch(Long.parseLong(text)));
        } else {
            counts.put(key, Long.parseLong(text));
        }
    }

    private void learnVolume(String[] key, @Nullable String text) {
        var all = volumes.computeIfAbsent(new ServiceId(key[0]), service -> new TreeMap<>());
        if (text == null) {
            all.remove(key[1]);
        } else {
            var fields = text.split(" ", 2);
            var holder = fields.length == 1 ? null : vee(fields[1].split(" "));
            all.put(key[1], new Kept(new ServiceId(key[0]), key[1], Long.parseLong(fields[0]), holder));
        }
    }

    private void learnGuest(VeeId vee, @Nullable String text) {
        if (text == null) {
            guests.remove(vee);
            leaving.remove(vee);
            return;
        }
        var guest = guest(vee, text);
        guests.put(vee, guest);
        if (guest.leaving() == null) {
            leaving.remove(vee);
        } else {
            leaving.add(vee);
        }
    }

    private static String text(Guest guest) {
        var definition = guest.definition();
        var nics = definition.nics().stream().map(HostMemory::text).collect(Collectors.joining(","));
        return String.join(
                " ",
                text(guest.size()),
                guest.state().name(),
                guest.since().toString(),
                guest.sizedAt().toString(),
                text(guest.bootsAt()),
                text(guest.endsAt()),
                guest.epoch().toString(),
                guest.intent().toString(),
                definition.image() == null ? NULL : encoded(definition.image()),
                nics,
                text(guest.leaving()),
                guest.told().stream().map(HostMemory::text).collect(Collectors.joining(",")),
                text(guest.most()));
    }

    private static Guest guest(VeeId vee, String text) {
        var f = text.split(" ", -1);
        var image = f[10].equals(NULL) ? null : decoded(f[10]);
        var nics = Stream.of(f[11].split(",")).filter(n -> !n.isEmpty()).map(HostMemory::nic);
        var size = size(f);
        return new Guest(
                new Definition(vee, size, image, nics.toList(), told(f), Probe.DEFAULT),
                VeeState.valueOf(f[3]),
                Instant.parse(f[4]),
                Instant.parse(f[5]),
                // journals of earlier releases end before: no VEE was bounded then
                f.length > 14 ? size(Arrays.copyOfRange(f, 14, f.length)) : Guest.most(size),
                instant(f[6]),
                instant(f[7]),
                // journals of earlier releases end before: nothing moved then
                f.length > 12 ? leaving(f[12]) : null,
                new Epoch(Long.parseLong(f[8])),
                new IntentId(Long.parseLong(f[9])));
    }

    /** Journals of earlier releases end before: what guests were told was kept nowhere. */
    private static List<Setting> told(String[] fields) {
        return fields.length <= 13
                ? List.of()
                : Stream.of(fields[13].split(","))
                        .filter(setting -> !setting.isEmpty())
                        .map(HostMemory::setting)
                        .toList();
    }

    private static String text(Map.Entry<String, String> told) {
        return encoded(told.getKey()) + "=" + encoded(told.getValue());
    }

    private static Setting setting(String text) {
        var equals = text.indexOf('=');
        return new Setting(
                decoded(text.substring(0, equals)), List.of(new Setting.Text(decoded(text.substring(equals + 1)))));
    }

    private static String replica(VeeId vee) {
        return vee.service() + " " + encoded(vee.component()) + " " + vee.ordinal();
    }

    private static String text(Nic nic) {
        var ceiling = nic.ceilingBytesPerSecond();
        return encoded(nic.network()) + (ceiling == null ? "" : ":" + ceiling);
    }

    private static Nic nic(String text) {
        var colon = text.indexOf(':');
        return colon < 0
                ? new Nic(decoded(text), null)
                : new Nic(decoded(text.substring(0, colon)), Long.valueOf(text.substring(colon + 1)));
    }

    private static String text(Guest.@Nullable Leaving leaving) {
        return leaving == null
                ? NULL
                : leaving.at() + "@" + encoded(leaving.to().name());
    }

    private static Guest.@Nullable Leaving leaving(String text) {
        var at = text.indexOf('@');
        return at < 0
                ? null
                : new Guest.Leaving(new HostId(decoded(text.substring(at + 1))), Instant.parse(text.substring(0, at)));
    }

    private static String text(VeeId vee) {
        return vee.service() + " " + encoded(vee.component()) + " " + vee.ordinal() + " " + vee.incarnation();
    }

    private static VeeId vee(String[] fields) {
        return new VeeId(
                new ServiceId(fields[0]), decoded(fields[1]), Integer.parseInt(fields[2]), Integer.parseInt(fields[3]));
    }

    private static String text(Size size) {
        return size.vcpus() + " " + size.memoryBytes() + " " + size.diskBytes();
    }

    private static Size size(String[] fields) {
        return new Size(Integer.parseInt(fields[0]), Long.parseLong(fields[1]), Long.parseLong(fields[2]));
    }

    private static String text(@Nullable Instant instant) {
        return instant == null ? NULL : instant.toString();
    }

    private static @Nullable Instant instant(String text) {
        return text.equals(NULL) ? null : Instant.parse(text);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
