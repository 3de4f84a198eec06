package io.reservoir.dsl.check;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.problem.Suggestion;
import io.reservoir.dsl.syntax.Item;
import io.reservoir.dsl.syntax.Name;
import io.reservoir.dsl.syntax.Place;
import io.reservoir.dsl.syntax.Quantity;
import io.reservoir.dsl.syntax.Statement;
import io.reservoir.model.service.DrainRule;
import io.reservoir.model.service.Probe;
import io.reservoir.model.service.ReplicaBounds;
import io.reservoir.model.service.Setting;
import io.reservoir.model.service.Spread;
import io.reservoir.model.service.VictimRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks the block of a component. */
final class ComponentChecker {
    private static final int MOST_REPLICAS = 10_000;

    private final Scope scope;
    private final Images images;
    private final Measures measures;
    private final Settings settings;
    private final Leaving leaving;
    private final Problems problems;

    ComponentChecker(
            Scope scope, Images images, Measures measures, Settings settings, Leaving leaving, Problems problems) {
        this.settings = settings;
        this.leaving = leaving;
        this.scope = scope;
        this.images = images;
        this.measures = measures;
        this.problems = problems;
    }

    /** What the block of a component says. */
    record Block(
            @Nullable String image,
            List<String> networks,
            ReplicaBounds bounds,
            List<String> after,
            Probe ready,
            Spread spread,
            List<String> near,
            List<Setting> settings,
            @Nullable VictimRule victim,
            @Nullable DrainRule drain) {
        static final Block EMPTY = new Block(
                null,
                List.of(),
                ReplicaBounds.UNWRITTEN,
                List.of(),
                Probe.DEFAULT,
                Spread.NONE,
                List.of(),
                List.of(),
                null,
                null);
    }

    Block check(Statement.Component component) {
        checkTwice(component.items());
        String image = null;
        List<String> networks = List.of();
        var bounds = ReplicaBounds.UNWRITTEN;
        List<String> after = List.of();
        var ready = Probe.DEFAULT;
        var spread = Spread.NONE;
        var near = new ArrayList<String>();
        var set = new ArrayList<Setting>();
        VictimRule victim = null;
        DrainRule drain = null;
        for (var item : component.items()) {
            switch (item) {
                case Item.Image(var span, var name) -> image = images.use(name);
                case Item.Networks(var span, var names) -> networks = networks(names);
                case Item.Replicas replicas -> bounds = bounds(replicas);
                case Item.After(var span, var names) -> after = after(names, component.name());
                case Item.Ready written -> ready = ready(written);
                case Item.Spread(var span, var over) -> spread = spread(over);
                case Item.Near written -> near(written, component.name(), near);
                case Item.Set written -> set(written, set);
                case Item.Victim written -> victim = leaving.victim(written, component.name());
                case Item.Drain written -> drain = leaving.drain(written, component.name());
            }
        }
        return new Block(
                image, networks, bounds, after, ready, spread, List.copyOf(near), List.copyOf(set), victim, drain);
    }

    private void checkTwice(List<Item> items) {
        var seen = new HashMap<String, Item>();
        for (var item : items) {
            var key = switch (item) {
                case Item.Set set -> item.keyword() + " " + set.key().text();
                case Item.Near near -> item.keyword() + " " + near.component().text();
                default -> item.keyword();
            };
            var earlier = seen.putIfAbsent(key, item);
            if (earlier != null) {
                problems.error(
                        Code.DUPLICATE,
                        item.span(),
                        "`" + key + "` is written twice",
                        "it stands in line " + earlier.span().line() + " already");
            }
        }
    }

    private void near(Item.Near item, Name self, List<String> near) {
        var name = item.component();
        var component = scope.wholeComponent(new Place(name.span(), name, null));
        if (component != null && component.equals(self.text())) {
            problems.error(
                    Code.NEAR,
                    name.span(),
                    "a component is near itself",
                    "to keep its replicas apart, write `spread hosts`");
        } else if (component != null) {
            near.add(component);
        }
    }

    private void set(Item.Set item, List<Setting> set) {
        var setting = settings.setting(item);
        if (setting != null) {
            set.add(setting);
        }
    }

    private List<String> networks(List<Name> names) {
        var found = new ArrayList<String>();
        for (var name : names) {
            if (found.contains(name.text())) {
                problems.error(
                        Code.DUPLICATE, name.span(), "the network " + Problems.quoted(name.text()) + " is named twice");
            } else if (scope.checkNetwork(name)) {
                found.add(name.text());
            }
        }
        return List.copyOf(found);
    }

    private List<String> after(List<Name> names, Name self) {
        var found = new ArrayList<String>();
        for (var name : names) {
            var component = scope.wholeComponent(new Place(name.span(), name, null));
            if (component == null) {
                continue;
            }
            if (component.equals(self.text())) {
                problems.error(Code.START_ORDER, name.span(), "a component cannot start after itself");
            } else if (found.contains(component)) {
                problems.error(
                        Code.DUPLICATE, name.span(), "the component " + Problems.quoted(component) + " is named twice");
            } else {
                found.add(component);
            }
        }
        return List.copyOf(found);
    }

    private ReplicaBounds bounds(Item.Replicas replicas) {
        var written = new HashMap<String, Integer>();
        var places = new HashMap<String, Quantity>();
        for (var bound : replicas.bounds()) {
            var word = bound.which().lower();
            var least = word.equals("max") ? 1 : 0;
            var number = measures.whole(bound.number(), least, MOST_REPLICAS);
            if (places.putIfAbsent(word, bound.number()) != null) {
                problems.error(Code.DUPLICATE, bound.which().span(), "`" + word + "` is written twice");
            } else if (number != null) {
                written.put(word, number);
            }
        }
        return ordered(written, places);
    }

    private ReplicaBounds ordered(Map<String, Integer> written, Map<String, Quantity> places) {
        var bounds = new ReplicaBounds(written.get("min"), written.get("max"), written.get("initial"));
        var min = bounds.min();
        var max = bounds.max();
        var initial = bounds.initial();
        if (min != null && max != null && min > max) {
            report(places, "min", Code.MIN_ABOVE_MAX, "`min` " + min + " is above `max` " + max);
            return ReplicaBounds.UNWRITTEN;
        }
        if (initial != null && (initial < bounds.minOrDefault() || (max != null && initial > max))) {
            report(places, "initial", Code.RANGE, "`initial` lies between `min` and `max`");
        }
        return bounds;
    }

    private void report(Map<String, Quantity> places, String word, Code code, String message) {
        var place = places.get(word);
        if (place != null) {
            problems.error(code, place.span(), message);
        }
    }

    private Probe ready(Item.Ready ready) {
        var within = ready.within() == null
                ? Probe.DEFAULT.within()
                : measures.duration(ready.within(), Duration.ofSeconds(1));
        return probe(ready.probe(), within == null ? Probe.DEFAULT.within() : within);
    }

    private Probe probe(Item.Probe probe, Duration within) {
        return switch (probe) {
            case Item.Probe.Boot boot -> new Probe.Boot(within);
            case Item.Probe.Agent agent -> new Probe.Agent(within);
            case Item.Probe.Tcp(var port) -> new Probe.Tcp(port(port), within);
            case Item.Probe.Http(var port, var path) -> new Probe.Http(port(port), path, within);
        };
    }

    private int port(Name written) {
        var text = written.text();
        var isNumber = text.length() <= 5 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        var port = isNumber ? Integer.parseInt(text) : 0;
        if (port < 1 || port > Probe.GREATEST_PORT) {
            problems.error(Code.PORT, written.span(), "a port is a whole number from 1 to " + Probe.GREATEST_PORT);
            return Probe.GREATEST_PORT;
        }
        return port;
    }

    private Spread spread(Name over) {
        return switch (over.lower()) {
            case "hosts" -> Spread.HOSTS;
            case "domains" -> Spread.DOMAINS;
            default -> {
                problems.error(
                        Code.SYNTAX,
                        over.span(),
                        "replicas are spread over `hosts` or `domains`",
                        Suggestion.help(over.text(), new HashSet<>(List.of("hosts", "domains")), "ways"));
                yield Spread.NONE;
            }
        };
    }
}
