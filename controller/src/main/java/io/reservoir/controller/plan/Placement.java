package io.reservoir.controller.plan;

import io.reservoir.model.service.Component;
import io.reservoir.model.service.DomainRule;
import io.reservoir.model.service.Size;
import io.reservoir.model.service.Spread;
import io.reservoir.model.site.HostCapacity;
import io.reservoir.model.site.HostId;
import io.reservoir.model.vee.Vee;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds hosts for the VEEs of a service, one after another: each placement takes its room from the next. Lives for one
 * plan.
 */
final class Placement {
    private final Situation situation;
    private final Map<HostId, HostCapacity> hosts = new TreeMap<>();
    private final Map<HostId, Size> free = new TreeMap<>();
    private final List<Placed> placed = new ArrayList<>();

    /** A VEE of a component on a host. */
    private record Placed(String component, HostId host) {}

    Placement(Situation situation) {
        this.situation = situation;
        for (var host : situation.hosts()) {
            hosts.put(host.host(), host);
            free.put(host.host(), host.free());
        }
        situation.image().vees().values().forEach(this::count);
    }

    private void count(Vee vee) {
        var host = vee.host();
        if (host == null) {
            return;
        }
        if (vee.phase().isCapacity()) {
            placed.add(new Placed(vee.id().component(), host));
        }
        if (vee.state() == null) {
            // on its way to the host, which does not count it yet
            free.computeIfPresent(host, (id, room) -> room.minus(vee.size()));
        }
    }

    /** Takes room for one VEE, or returns null where no allowed host has any. */
    @Nullable
    HostId place(Component component, Size size, int replicas) {
        var host = find(component, size, replicas, found -> true);
        if (host != null) {
            free.computeIfPresent(host, (id, room) -> room.minus(size));
            placed.add(new Placed(component.name(), host));
        }
        return host;
    }

    /** Takes room for a VEE at a host other than its own that is acceptable, or returns null where there is none. */
    @Nullable
    HostId placeMoved(Component component, Vee vee, int replicas, Predicate<HostCapacity> acceptable) {
        var own = vee.host();
        placed.remove(new Placed(component.name(), Objects.requireNonNull(own)));
        var host = find(component, vee.size(), replicas, found -> !found.host().equals(own) && acceptable.test(found));
        placed.add(new Placed(component.name(), host == null ? own : host));
        if (host != null) {
            take(host, vee.size());
        }
        return host;
    }

    /** True if a VEE of that size could be placed once that one is gone. */
    boolean hasRoomInPlaceOf(Vee vee, Component component, Size size, int replicas) {
        var own = Objects.requireNonNull(vee.host());
        var it = new Placed(component.name(), own);
        placed.remove(it);
        var before = free.computeIfPresent(own, (id, room) -> room.plus(vee.size()));
        var host = find(component, size, replicas, found -> true);
        placed.add(it);
        if (before != null) {
            take(own, vee.size());
        }
        return host != null;
    }

    /** How many VEEs of that size the allowed hosts could take beside what is there. */
    static int room(Situation situation, Component component, Size size, int wanted) {
        var placement = new Placement(situation);
        int room = 0;
        while (room < wanted && placement.place(component, size, wanted) != null) {
            room++;
        }
        return room;
    }

    private @Nullable HostId find(Component component, Size size, int replicas, Predicate<HostCapacity> acceptable) {
        var able = hosts.values().stream()
                .filter(host -> component.deploy().allows(host.domain()))
                .filter(host -> size.fitsIn(free.getOrDefault(host.host(), Size.NOTHING)))
                .filter(acceptable)
                .filter(host -> !isSetAside(host.host()))
                .filter(host -> !isKnownFull(host.host(), size))
                .toList();
        var preferred = preferred(able, component, replicas);
        return preferred.stream()
                .map(host -> rank(component, host))
                .min(Comparator.naturalOrder())
                .map(rank -> rank.host().host())
                .orElse(null);
    }

    private boolean isSetAside(HostId host) {
        var breaker = situation.image().hostBreakers().get(host);
        return breaker != null && breaker.isOpen(situation.now());
    }

    /** True if the host itself has lately refused as much, whatever room it shows. */
    private boolean isKnownFull(HostId host, Size size) {
        var limit = situation.image().hostLimits().get(host);
        return limit != null && limit.forbids(size, situation.now());
    }

    private List<HostCapacity> preferred(List<HostCapacity> able, Component component, int replicas) {
        return switch (component.deploy()) {
            case DomainRule.InOrder(var domains) ->
                domains.stream()
                        .map(domain -> inDomain(able, domain))
                        .filter(found -> !found.isEmpty())
                        .findFirst()
                        .orElse(List.of());
            case DomainRule.Shares(var shares) -> {
                var quota = Shares.of(shares, Math.max(replicas, count(component.name()) + 1));
                yield able.stream()
                        .filter(host ->
                                inDomain(component.name(), host.domain()) < quota.getOrDefault(host.domain(), 0))
                        .toList();
            }
            case DomainRule.Within within -> able;
            case DomainRule.Except except -> able;
        };
    }

    private static List<HostCapacity> inDomain(List<HostCapacity> hosts, String domain) {
        return hosts.stream().filter(host -> host.domain().equals(domain)).toList();
    }

    /** How good a host is for one more replica of a component: the least is the best. */
    private record Rank(int inDomain, int onHost, int distance, Size free, HostCapacity host)
            implements Comparable<Rank> {
        private static final Comparator<Rank> ORDER = Comparator.comparingInt(Rank::inDomain)
                .thenComparingInt(Rank::onHost)
                .thenComparingInt(Rank::distance)
                .thenComparing(rank -> rank.free.vcpus(), Comparator.reverseOrder())
                .thenComparing(rank -> rank.free.memoryBytes(), Comparator.reverseOrder())
                .thenComparing(rank -> rank.host.host());

        @Override
        public int compareTo(Rank other) {
            return ORDER.compare(this, other);
        }
    }

    private Rank rank(Component component, HostCapacity host) {
        var spread = spread(component);
        return new Rank(
                spread == Spread.DOMAINS ? inDomain(component.name(), host.domain()) : 0,
                spread == Spread.NONE ? 0 : onHost(component.name(), host.host()),
                distance(component, host),
                free.getOrDefault(host.host(), Size.NOTHING),
                host);
    }

    private Spread spread(Component component) {
        var slaClass = situation.classes().named(component.slaClass());
        return component.spread() == Spread.NONE && slaClass != null
                ? slaClass.spread().over()
                : component.spread();
    }

    /** From what it is to be near to: 0 on a host with any of that, 1 in a domain with any, 2 elsewhere. */
    private int distance(Component component, HostCapacity host) {
        if (component.near().isEmpty()) {
            return 0;
        }
        if (component.near().stream().anyMatch(other -> onHost(other, host.host()) > 0)) {
            return 0;
        }
        return component.near().stream().anyMatch(other -> inDomain(other, host.domain()) > 0) ? 1 : 2;
    }

    private int count(String component) {
        return (int)
                placed.stream().filter(p -> p.component().equals(component)).count();
    }

    private int onHost(String component, HostId host) {
        int count = 0;
        for (var one : placed) {
            if (one.component().equals(component) && one.host().equals(host)) {
                count++;
            }
        }
        return count;
    }

    private int inDomain(String component, String domain) {
        int count = 0;
        for (var one : placed) {
            var host = one.component().equals(component) ? hosts.get(one.host()) : null;
            if (host != null && host.domain().equals(domain)) {
                count++;
            }
        }
        return count;
    }

    Size freeOn(HostId host) {
        return free.getOrDefault(host, Size.NOTHING);
    }

    /** Takes what a VEE is given beyond what it has. */
    void take(HostId host, Size more) {
        free.computeIfPresent(host, (id, room) -> room.minus(more));
    }
}
