package io.reservoir.dsl.ovf;

import io.reservoir.dsl.program.CheckedService;
import io.reservoir.dsl.syntax.Item;
import io.reservoir.dsl.syntax.SourceFile;
import io.reservoir.dsl.syntax.Statement;
import io.reservoir.model.service.Component;
import io.reservoir.model.service.Image;
import io.reservoir.model.service.Network;
import io.reservoir.model.service.Setting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What of a service the standard's sections can say; the rest is left to its rules. Order counts: the lists of a service
 * that is read back stand as they stood, so of images and settings only those before the first that the standard cannot
 * say go to the standard's sections.
 */
final class ExportPlan {
    private final SourceFile file;
    private final CheckedService service;
    private final Set<String> images = new LinkedHashSet<>();
    private final Map<String, Integer> levels = new HashMap<>();

    ExportPlan(SourceFile file, CheckedService service) {
        this.file = file;
        this.service = service;
        for (var image : service.spec().images()) {
            if (image.source() == null) {
                break;
            }
            images.add(image.name());
        }
        service.spec().components().forEach(this::level);
    }

    String serviceName() {
        return service.spec().id().toString();
    }

    List<Component> components() {
        return service.spec().components();
    }

    /** The images that are files of the envelope. */
    List<Image> images() {
        return service.spec().images().stream()
                .filter(i -> images.contains(i.name()))
                .toList();
    }

    boolean startsFromFile(Component component) {
        return component.image() != null && images.contains(component.image());
    }

    /** All networks, the built-in one if any component is in it. */
    List<String> networks() {
        var names = new LinkedHashSet<String>();
        service.spec().networks().stream()
                .map(Network::name)
                .filter(n -> !n.equals(Network.PUBLIC))
                .forEach(names::add);
        service.spec().components().forEach(c -> names.addAll(c.networks()));
        return List.copyOf(names);
    }

    /** The settings that are properties: plain texts. */
    List<Setting> properties(Component component) {
        return component.settings().stream().takeWhile(ExportPlan::isPlain).toList();
    }

    private static boolean isPlain(Setting setting) {
        return setting.parts().size() == 1
                && setting.parts().getFirst() instanceof Setting.Text(var text)
                && text.chars().noneMatch(c -> c < ' ');
    }

    /** The text of a setting that is nothing but text. */
    static String text(Setting setting) {
        return setting.parts().stream()
                .map(part -> part instanceof Setting.Text(var text) ? text : "")
                .collect(Collectors.joining());
    }

    boolean hasStartOrder() {
        return levels.values().stream().anyMatch(level -> level > 1);
    }

    /** The number of a component in the start order: one more than the greatest of those it waits for. */
    int level(Component component) {
        var known = levels.get(component.name());
        if (known != null) {
            return known;
        }
        var level = 1;
        for (var earlier : component.after()) {
            level = Math.max(level, level(service.spec().component(earlier)) + 1);
        }
        levels.put(component.name(), level);
        return level;
    }

    /** True if the numbers say no more and no less than the component's {@code after}. */
    private boolean isOrderExact(Component component) {
        var before = level(component) - 1;
        var meant = components().stream()
                .filter(c -> level(c) == before)
                .map(Component::name)
                .toList();
        return component.after().equals(meant);
    }

    /** What the standard's sections cannot say, as text of the language. */
    String rules() {
        var parts = new ArrayList<String>();
        file.statements().forEach(statement -> rule(statement, parts));
        return String.join("\n", parts);
    }

    private void rule(Statement statement, List<String> parts) {
        switch (statement) {
            case Statement.Service service -> {}
            case Statement.Network network -> {}
            case Statement.Image image -> {
                if (!images.contains(image.name().text())) {
                    parts.add(file.source().text(image.span()));
                }
            }
            case Statement.Component component -> component(component, parts);
            case Statement.Metric s -> parts.add(file.source().text(s.span()));
            case Statement.Equation s -> parts.add(file.source().text(s.span()));
            case Statement.Indicator s -> parts.add(file.source().text(s.span()));
            case Statement.Objective s -> parts.add(file.source().text(s.span()));
            case Statement.Calendar s -> parts.add(file.source().text(s.span()));
            case Statement.Hold s -> parts.add(file.source().text(s.span()));
            case Statement.Budget s -> parts.add(file.source().text(s.span()));
            case Statement.Migrate s -> parts.add(file.source().text(s.span()));
            case Statement.Test s -> parts.add(file.source().text(s.span()));
            case Statement.SlaClass s -> parts.add(file.source().text(s.span()));
            case Statement.Tariff s -> parts.add(file.source().text(s.span()));
            case Statement.Broken s -> parts.add(file.source().text(s.span()));
        }
    }

    private void component(Statement.Component statement, List<String> parts) {
        var component = service.spec().component(statement.name().text());
        var asProperties =
                properties(component).stream().map(Setting::key).collect(Collectors.toCollection(HashSet::new));
        var lines = statement.items().stream()
                .filter(item -> !isStandard(item, component, asProperties))
                .map(item -> "  " + file.source().text(item.span()) + "\n")
                .collect(Collectors.joining());
        if (!lines.isEmpty()) {
            parts.add(component.name() + file.source().text(statement.sizeSpan()) + " {\n" + lines + "}");
        }
    }

    private boolean isStandard(Item item, Component component, Set<String> asProperties) {
        return switch (item) {
            case Item.Image image -> startsFromFile(component);
            case Item.Networks networks -> true;
            case Item.After after -> isOrderExact(component);
            case Item.Set set -> asProperties.contains(set.key().text());
            case Item.Replicas replicas -> false;
            case Item.Ready ready -> false;
            case Item.Spread spread -> false;
            case Item.Near near -> false;
            case Item.Victim victim -> false;
            case Item.Drain drain -> false;
        };
    }
}
