package io.reservoir.dsl.check;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.problem.Suggestion;
import io.reservoir.dsl.syntax.Name;
import io.reservoir.dsl.syntax.Place;
import io.reservoir.model.service.Network;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The components and networks of a file, and how names are resolved to them. */
final class Scope {
    private static final int LONGEST_ORDINAL = 4;

    private final Set<String> components;
    private final Set<String> networks;
    private final Set<String> broken;
    private final Problems problems;

    /** @param broken names in statements that could not be read: they are not reported missing */
    Scope(Set<String> components, Set<String> networks, Set<String> broken, Problems problems) {
        this.components = components;
        this.networks = networks;
        this.broken = broken;
        this.problems = problems;
    }

    /** A component, or one replica of it: {@code replica} 0 means all of them. */
    record Resolved(String component, int replica) {
        boolean isOneReplica() {
            return replica > 0;
        }

        @Override
        public String toString() {
            return isOneReplica() ? component + "[" + replica + "]" : component;
        }
    }

    /** What a place means; null, with an error, where it is no component. */
    @Nullable
    Resolved component(Place place) {
        var name = place.name().text();
        if (place.replica() == null) {
            var found = find(name);
            if (found == null) {
                reportComponent(place.name());
            } else if (found.isOneReplica()) {
                problems.info(
                        Code.READ_AS_REPLICA,
                        place.span(),
                        Problems.quoted(name) + " is read as replica " + found.replica() + " of "
                                + Problems.quoted(found.component()),
                        "write `" + found + "`");
            }
            return found;
        }
        if (!components.contains(name)) {
            reportComponent(place.name());
            return null;
        }
        if (place.replica() < 1) {
            problems.error(Code.REPLICA, place.span(), "replicas count from 1", "write `" + name + "[1]`");
            return null;
        }
        return new Resolved(name, place.replica());
    }

    /** A component as a whole; null, with an error, where it is none. */
    @Nullable
    String wholeComponent(Place place) {
        var found = component(place);
        if (found != null && found.isOneReplica()) {
            problems.error(
                    Code.REPLICA,
                    place.span(),
                    "a component is wanted, not one replica of it",
                    "write `" + found.component() + "`");
            return null;
        }
        return found == null ? null : found.component();
    }

    /** The same without a word to the author. */
    @Nullable
    Resolved find(String name) {
        return components.contains(name) ? new Resolved(name, 0) : replica(name, components);
    }

    boolean hasComponent(String name) {
        return components.contains(name);
    }

    boolean hasNetwork(String name) {
        return networks.contains(name) || name.equals(Network.PUBLIC);
    }

    /** True if that is a network; else an error is reported. */
    boolean checkNetwork(Name name) {
        if (hasNetwork(name.text())) {
            return true;
        }
        if (!broken.contains(name.text())) {
            var known = new TreeSet<>(networks);
            known.add(Network.PUBLIC);
            problems.error(
                    Code.UNKNOWN_NETWORK,
                    name.span(),
                    "the network " + Problems.quoted(name.text()) + " is not declared",
                    Suggestion.help(name.text(), known, "networks"));
        }
        return false;
    }

    private void reportComponent(Name name) {
        if (broken.contains(name.text())) {
            return;
        }
        problems.error(
                Code.UNKNOWN_COMPONENT,
                name.span(),
                "the component " + Problems.quoted(name.text()) + " is not declared",
                Suggestion.help(name.text(), components, "components"));
    }

    /** Reports that a name is neither a component nor a network. */
    void reportNeither(Name name) {
        if (broken.contains(name.text())) {
            return;
        }
        var known = new LinkedHashSet<>(components);
        known.addAll(networks);
        problems.error(
                Code.UNKNOWN_COMPONENT,
                name.span(),
                Problems.quoted(name.text()) + " is neither a component nor a network",
                Suggestion.help(name.text(), known, "components and networks"));
    }

    /** {@code C11} is replica 1 of {@code C1} where that is a component; of several, the longest name wins. */
    static @Nullable Resolved replica(String name, Set<String> components) {
        for (var digits = 1; digits <= LONGEST_ORDINAL && digits < name.length(); digits++) {
            var cut = name.length() - digits;
            var ordinal = name.substring(cut);
            if (!ordinal.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return null;
            }
            if (!ordinal.startsWith("0") && components.contains(name.substring(0, cut))) {
                return new Resolved(name.substring(0, cut), Integer.parseInt(ordinal));
            }
        }
        return null;
    }
}
