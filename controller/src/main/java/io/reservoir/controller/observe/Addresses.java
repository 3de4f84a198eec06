package io.reservoir.controller.observe;

import io.reservoir.controller.image.ServiceImage;
import io.reservoir.model.port.Host;
import io.reservoir.model.service.ServiceSpec;
import io.reservoir.model.service.Setting;
import io.reservoir.model.service.Setting.Question;
import io.reservoir.model.service.Setting.Resolved;
import io.reservoir.model.site.HostId;
import io.reservoir.model.vee.Vee;
import io.reservoir.model.vee.VeeId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The addresses that the VEEs of one service have in its networks, and what guests are told of those of others. Of a
 * VEE on its way out nobody is told.
 *
 * @param known by component and number of the replica, by network; empty where none is known yet
 */
public record Addresses(Map<String, NavigableMap<Integer, Map<String, String>>> known) {
    public static final Addresses NONE = new Addresses(Map.of());

    /** True if some guest of the service is told of the addresses of others. */
    public static boolean areAskedFor(ServiceSpec spec) {
        return spec.components().stream()
                .flatMap(component -> component.settings().stream())
                .flatMap(setting -> setting.parts().stream())
                .anyMatch(part -> part instanceof Resolved question && question.component() != null);
    }

    /** As the hosts show them now; of a host that is silent, as it showed them before. */
    public Addresses by(ServiceImage image, SiteView view) {
        var now = new HashMap<String, NavigableMap<Integer, Map<String, String>>>();
        for (var vee : image.vees().values()) {
            if (stays(vee)) {
                now.computeIfAbsent(vee.id().component(), component -> new TreeMap<>())
                        .put(vee.id().ordinal(), of(vee, vee.host(), view));
            }
        }
        return new Addresses(now);
    }

    private static boolean stays(Vee vee) {
        return switch (vee.phase()) {
            case PENDING, STARTING, READY, HELD, UNKNOWN -> true;
            case DRAINING, STOPPING, FAILED, GONE -> false;
        };
    }

    private Map<String, String> of(Vee vee, @Nullable HostId host, SiteView view) {
        if (host == null) {
            return Map.of();
        }
        if (!view.hosts().containsKey(host)) {
            return replicas(vee.id().component()).getOrDefault(vee.id().ordinal(), Map.of());
        }
        var addresses = new HashMap<String, String>();
        for (var sighting : view.sightings(host, vee.id().service())) {
            if (sighting.vee().equals(vee.id())) {
                for (Host.Attachment attachment : sighting.attachments()) {
                    if (attachment.address() != null) {
                        addresses.put(attachment.nic().network(), attachment.address());
                    }
                }
            }
        }
        return Map.copyOf(addresses);
    }

    private NavigableMap<Integer, Map<String, String>> replicas(String component) {
        return known.getOrDefault(component, new TreeMap<>());
    }

    /** What has to be known before that VEE can be told its settings, null where nothing is missing. */
    public @Nullable String missing(VeeId vee, List<Setting> settings) {
        for (var setting : settings) {
            for (var part : setting.parts()) {
                if (part instanceof Resolved question && answer(vee, question) == null) {
                    return "setting `" + setting.key() + "` waits for the address of "
                            + (question.question() == Question.IP
                                    ? question.component() + "[" + question.replica() + "]"
                                    : "a replica of " + question.component())
                            + " in " + question.network();
                }
            }
        }
        return null;
    }

    /**
     * The settings of a VEE, in which all that is asked about others is answered; what is left is about the VEE itself.
     *
     * @throws IllegalStateException where something is {@link #missing}
     */
    public List<Setting> told(VeeId vee, List<Setting> settings) {
        return settings.stream()
                .map(setting -> new Setting(
                        setting.key(),
                        setting.parts().stream()
                                .flatMap(part -> told(vee, part).stream())
                                .toList()))
                .toList();
    }

    private List<Setting.Part> told(VeeId vee, Setting.Part part) {
        if (!(part instanceof Resolved question)) {
            return List.of(part);
        }
        var answer = answer(vee, question);
        if (answer == null) {
            throw new IllegalStateException(vee + " is told of what is not known: " + question);
        }
        return answer;
    }

    /** Null where it is not known yet. */
    private @Nullable List<Setting.Part> answer(VeeId vee, Resolved question) {
        var component = question.component();
        if (component == null) {
            return List.of(question);
        }
        return switch (question.question()) {
            case IP -> one(vee, component, question.replica(), question.network());
            case ENTRY -> {
                var first = first(vee, component);
                yield first == null ? null : one(vee, component, first, question.network());
            }
            case IPS -> all(vee, component, question.network());
            case NETMASK, GATEWAY, DNS, DOMAIN, ID, SERVICE, MONITORING -> List.of(question);
        };
    }

    private @Nullable Integer first(VeeId vee, String component) {
        var numbers = replicas(component);
        var first = numbers.isEmpty() ? null : numbers.firstKey();
        var isOwn = component.equals(vee.component());
        return isOwn && (first == null || vee.ordinal() < first) ? Integer.valueOf(vee.ordinal()) : first;
    }

    private @Nullable List<Setting.Part> one(VeeId vee, String component, int replica, @Nullable String network) {
        if (component.equals(vee.component()) && replica == vee.ordinal()) {
            return List.of(itself(network));
        }
        var address = replicas(component).getOrDefault(replica, Map.of()).get(network);
        return address == null ? null : List.of(new Setting.Text(address));
    }

    /** Its own host knows its address. */
    private static Setting.Part itself(@Nullable String network) {
        return new Resolved(Question.IP, null, 0, network);
    }

    /** In the order of the replicas; those that are not known yet are left out, but one has to be. */
    private @Nullable List<Setting.Part> all(VeeId vee, String component, @Nullable String network) {
        var addresses = new TreeMap<Integer, Setting.Part>();
        replicas(component).forEach((number, byNetwork) -> {
            var address = byNetwork.get(network);
            if (address != null) {
                addresses.put(number, new Setting.Text(address));
            }
        });
        if (component.equals(vee.component())) {
            addresses.put(vee.ordinal(), itself(network));
        }
        var parts = new ArrayList<Setting.Part>();
        for (var address : addresses.values()) {
            if (!parts.isEmpty()) {
                parts.add(new Setting.Text(","));
            }
            parts.add(address);
        }
        return parts.isEmpty() ? null : List.copyOf(parts);
    }
}
