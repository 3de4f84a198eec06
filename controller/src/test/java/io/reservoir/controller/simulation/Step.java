package io.reservoir.controller.simulation;

import io.reservoir.model.ledger.Entry;
import io.reservoir.model.port.HandOvers;
import io.reservoir.model.port.Host;
import io.reservoir.model.port.Ledger;
import io.reservoir.model.port.NodeRegister;
import io.reservoir.model.vee.VeePhase;
import io.reservoir.model.vee.Verb;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A step at which something becomes durable or visible: a call of a port, and for appends what is appended. All there
 * are follow from the ports and the kinds of entries, so that a new one is known without being written down.
 */
record Step(String name) implements Comparable<Step> {
    /** What can go wrong at a step. */
    enum Mode {
        CRASH_BEFORE,
        CRASH_AFTER,
        ERROR,
        REPLY_LOST,
        TWICE
    }

    /** The ports through which a controller reaches the world. */
    static final List<Class<?>> PORTS = List.of(Ledger.class, NodeRegister.class, HandOvers.class, Host.class);

    /** What a call is: one step, or one for each kind of entry that is appended. */
    static List<Step> of(Method method, @Nullable Object[] arguments) {
        var steps = new ArrayList<Step>();
        for (var argument : arguments) {
            if (argument instanceof List<?> list) {
                for (var element : list) {
                    if (element instanceof Entry entry) {
                        steps.add(new Step(name(method) + " " + kind(entry)));
                    }
                }
            }
        }
        return steps.isEmpty() ? List.of(new Step(name(method))) : steps;
    }

    /** True for an append that claims a call. */
    static boolean isClaim(@Nullable Object[] arguments) {
        return arguments.length > 0
                && arguments[arguments.length - 1] instanceof List<?> list
                && list.stream().anyMatch(Entry.Claimed.class::isInstance);
    }

    private static String kind(Entry entry) {
        var kind = entry.getClass().getSimpleName();
        return switch (entry) {
            case Entry.Claimed claimed -> kind + " " + claimed.verb();
            case Entry.Finished finished -> kind + " " + finished.result();
            case Entry.VeeChanged changed -> kind + " " + changed.phase();
            default -> kind;
        };
    }

    /** All that there are. */
    static Set<Step> all() {
        var all = new LinkedHashSet<Step>();
        for (var port : PORTS) {
            Arrays.stream(port.getMethods())
                    .filter(method -> isRemote(method))
                    .sorted((one, other) -> one.getName().compareTo(other.getName()))
                    .flatMap(method ->
                            appends(method) ? kinds().map(kind -> name(method) + " " + kind) : Stream.of(name(method)))
                    .map(Step::new)
                    .forEach(all::add);
        }
        return all;
    }

    /** False for what asks nobody. */
    static boolean isRemote(Method method) {
        return !method.getName().equals("id")
                && !method.getName().equals("door")
                && !method.getName().equals("close");
    }

    private static boolean appends(Method method) {
        return method.getName().equals("append");
    }

    private static Stream<String> kinds() {
        return Arrays.stream(Entry.class.getPermittedSubclasses()).flatMap(kind -> {
            var name = kind.getSimpleName();
            if (kind == Entry.Claimed.class) {
                return Arrays.stream(Verb.values()).map(verb -> name + " " + verb);
            }
            if (kind == Entry.Finished.class) {
                return Arrays.stream(Entry.Result.values()).map(result -> name + " " + result);
            }
            if (kind == Entry.VeeChanged.class) {
                return Arrays.stream(VeePhase.values()).map(phase -> name + " " + phase);
            }
            return Stream.of(name);
        });
    }

    private static String name(Method method) {
        return method.getDeclaringClass().getSimpleName() + "." + method.getName();
    }

    @Override
    public int compareTo(Step other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
