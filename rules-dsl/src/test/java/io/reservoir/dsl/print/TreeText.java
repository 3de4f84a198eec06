package io.reservoir.dsl.print;

import io.reservoir.dsl.syntax.Name;
import io.reservoir.dsl.syntax.SourceText;
import io.reservoir.model.diagnostic.Span;
import io.reservoir.model.unit.Unit;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A syntax tree as text, without its places. Words of the language are in lower case there; names that an author gave
 * are as they are, so that a printer that changes one is found out.
 */
final class TreeText {
    private static final Set<String> WORDS = new HashSet<>(Unit.names());

    /** Looked up once a class: it takes its time. */
    private static final ClassValue<List<Method>> PARTS = new ClassValue<>() {
        @Override
        protected List<Method> computeValue(Class<?> tree) {
            return Arrays.stream(tree.getRecordComponents())
                    .map(RecordComponent::getAccessor)
                    .toList();
        }
    };

    static {
        var words =
                "replicas cpu vcpu memory load sla deploy speed ready current prev price budget burnrate forecast flips "
                        + "actions min max ceil floor round abs clamp avg sum last rate delta p95 p99 p999 platinum gold silver bronze besteffort "
                        + "in out asc desc soft hard initial gauge counter month week day hour hosts domains disk storage ram x "
                        + "ip ips entry id service domain vee vcpu eur usd t z";
        WORDS.addAll(List.of(words.split(" ")));
    }

    private final StringBuilder text = new StringBuilder();
    private final Set<Object> seen;

    private TreeText(Set<Object> seen) {
        this.seen = seen;
    }

    static String of(Object tree) {
        return of(tree, new HashSet<>());
    }

    /** The same; adds the classes of all nodes, and the constants, to {@code seen}. */
    static String of(Object tree, Set<Object> seen) {
        var text = new TreeText(seen);
        text.add(tree);
        return text.text.toString();
    }

    private void add(@Nullable Object node) {
        switch (node) {
            case null -> text.append("null");
            case Span span -> text.append('@');
            case SourceText source -> text.append("source");
            case Name name -> text.append('`').append(name(name.text())).append('`');
            case Collection<?> all -> {
                text.append('[');
                all.forEach(one -> add(one));
                text.append("]");
            }
            case Record tree -> {
                seen.add(tree.getClass());
                text.append('\n').append(tree.getClass().getSimpleName()).append('(');
                PARTS.get(tree.getClass()).forEach(part -> add(part(tree, part)));
                text.append(')');
            }
            case Enum<?> constant -> {
                seen.add(constant);
                text.append(constant).append(' ');
            }
            default -> text.append('"').append(node).append('"');
        }
    }

    private static @Nullable Object part(Record tree, Method accessor) {
        try {
            return accessor.invoke(tree);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    private static String name(String text) {
        return Arrays.stream(text.split("/", -1)).map(TreeText::word).collect(Collectors.joining("/"));
    }

    private static String word(String text) {
        var lower = text.toLowerCase(Locale.ROOT);
        var isMoment = !text.isEmpty() && Character.isDigit(text.charAt(0));
        return isMoment || WORDS.contains(lower) ? lower : text;
    }
}
