package io.reservoir.dsl.ovf;

import io.reservoir.dsl.syntax.Item;
import io.reservoir.dsl.syntax.Name;
import io.reservoir.dsl.syntax.Statement;
import io.reservoir.model.diagnostic.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A virtual system on its way to a component. */
final class SystemDraft {
    private final Element element;
    private final String id;
    private final Name name;
    private final List<Statement.SizePart> size = new ArrayList<>();
    private final List<Item> items = new ArrayList<>();
    private Span sizeSpan;

    SystemDraft(Element element, String id, Name name) {
        this.element = element;
        this.id = id;
        this.name = name;
        this.sizeSpan = element.tag();
    }

    Element element() {
        return element;
    }

    /** As the envelope calls it. */
    String id() {
        return id;
    }

    /** As the language calls it. */
    Name name() {
        return name;
    }

    List<Statement.SizePart> size() {
        return List.copyOf(size);
    }

    List<Item> items() {
        return List.copyOf(items);
    }

    /** Where its hardware stands. */
    Span sizeSpan() {
        return sizeSpan;
    }

    void hardwareStandsAt(Span place) {
        sizeSpan = place;
    }

    void add(Statement.SizePart part) {
        size.add(part);
    }

    void add(Item item) {
        items.add(item);
    }

    /** What its rules say of its size stands for what its hardware says: the two agree. */
    void restate(List<Statement.SizePart> again, Span place) {
        size.clear();
        size.addAll(again);
        sizeSpan = place;
    }

    void remove(Item item) {
        items.remove(item);
    }

    /** The line of its block that begins with that; null if there is none. */
    @Nullable
    Item item(String keyword) {
        return items.stream()
                .filter(item -> item.keyword().equals(keyword))
                .findFirst()
                .orElse(null);
    }

    /** True if its block has such a line already. */
    boolean has(String keyword) {
        return item(keyword) != null;
    }

    Statement.Component component() {
        return new Statement.Component(element.tag(), name, sizeSpan, size(), items());
    }
}
