package io.reservoir.controller.cli;

import io.reservoir.controller.api.view.SizeView;
import io.reservoir.controller.explain.Words;
import io.reservoir.dsl.program.Assignment;
import io.reservoir.dsl.program.CheckedService;
import io.reservoir.model.service.Component;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a new manifest changes, a line each: {@code +} comes, {@code -} goes, {@code ~} becomes another. */
final class Changes {
    private final List<String> lines = new ArrayList<>();

    private Changes() {}

    /** @param before what is in force, null for a new service */
    static List<String> between(@Nullable CheckedService before, CheckedService after) {
        var changes = new Changes();
        changes.compare(components(before), components(after));
        changes.compare(statements(before), statements(after));
        return List.copyOf(changes.lines);
    }

    private static Map<String, String> components(@Nullable CheckedService program) {
        var components = new LinkedHashMap<String, String>();
        if (program != null) {
            program.spec().components().forEach(component -> components.put(component.name(), text(component)));
        }
        return components;
    }

    private static String text(Component component) {
        var bounds = component.bounds();
        return component.name() + ": " + Words.of(SizeView.of(component.size())) + ", " + bounds.minOrDefault() + " to "
                + bounds.maxOrDefault() + " replicas"
                + (component.slaClass() == null ? "" : ", " + component.slaClass());
    }

    private static Map<String, String> statements(@Nullable CheckedService program) {
        var statements = new LinkedHashMap<String, String>();
        if (program != null) {
            for (Assignment assignment : program.assignments()) {
                var text = assignment.source().text().replaceAll("\\s+", " ");
                statements.merge(assignment.target().toString(), text, (one, other) -> one + "; " + other);
            }
        }
        return statements;
    }

    private void compare(Map<String, String> before, Map<String, String> after) {
        before.forEach((name, text) -> {
            if (!after.containsKey(name)) {
                lines.add("- " + text);
            }
        });
        after.forEach((name, text) -> {
            var former = before.get(name);
            if (former == null) {
                lines.add("+ " + text);
            } else if (!Objects.equals(former, text)) {
                lines.add("~ " + text + "  (was: " + former + ")");
            }
        });
    }
}
