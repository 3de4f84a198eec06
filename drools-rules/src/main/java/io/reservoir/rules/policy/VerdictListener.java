package io.reservoir.rules.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.kie.api.definition.rule.Rule;
import org.kie.api.event.rule.BeforeMatchFiredEvent;
import org.kie.api.event.rule.DefaultAgendaEventListener;
import org.kie.api.event.rule.ObjectDeletedEvent;
import org.kie.api.event.rule.ObjectInsertedEvent;
import org.kie.api.event.rule.ObjectUpdatedEvent;
import org.kie.api.event.rule.RuleRuntimeEventListener;

/** Notes what rules insert, and which rule each of it came from. */
final class VerdictListener<T extends Opinion> extends DefaultAgendaEventListener implements RuleRuntimeEventListener {
    private static final String NOBODY = "?";

    private final Class<T> kind;
    private final UnaryOperator<String> authorOf;
    private final List<Ruled<T>> found = new ArrayList<>();
    private final Map<String, Integer> firings = new HashMap<>();
    private String last = NOBODY;

    VerdictListener(Class<T> kind, UnaryOperator<String> authorOf) {
        this.kind = kind;
        this.authorOf = authorOf;
    }

    @Override
    public void beforeMatchFired(BeforeMatchFiredEvent event) {
        last = event.getMatch().getRule().getName();
        firings.merge(last, 1, Integer::sum);
    }

    @Override
    public void objectInserted(ObjectInsertedEvent event) {
        @Nullable Rule rule = event.getRule();
        if (rule != null && kind.isInstance(event.getObject())) {
            found.add(new Ruled<>(kind.cast(event.getObject()), rule.getName(), author(rule)));
        }
    }

    @Override
    public void objectUpdated(ObjectUpdatedEvent event) {
        // verdicts are records: there is nothing in them to be changed
    }

    @Override
    public void objectDeleted(ObjectDeletedEvent event) {
        // a verdict once given stands: what deleted it may have fired first or last
    }

    private String author(Rule rule) {
        @Nullable Object written = rule.getMetaData().get("author");
        return written == null
                ? authorOf.apply(rule.getName())
                : String.valueOf(written).replace("\"", "");
    }

    /** Each verdict once, in an order that does not depend on which rule fired first. */
    List<Ruled<T>> verdicts() {
        return found.stream().distinct().sorted(Ruled.order()).toList();
    }

    /** The rule that fired most. */
    String busiest() {
        return firings.entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse(NOBODY);
    }

    /** The rule that fired last. */
    String last() {
        return last;
    }
}
