package io.reservoir.dsl.ovf;

import io.reservoir.dsl.syntax.Name;
import io.reservoir.dsl.syntax.Quantity;
import io.reservoir.dsl.syntax.Statement;
import io.reservoir.dsl.syntax.Text;
import io.reservoir.model.diagnostic.Span;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Collectors;

/** Statements as they are, each part with its kind and without its place: for baselines. */
final class StatementDump {
    private StatementDump() {}

    /** One statement a line, behind the line and column where it stands. */
    static String of(Collection<Statement> statements) {
        return statements.stream()
                .map(s -> s.span().line() + ":" + s.span().column() + " " + text(s) + "\n")
                .collect(Collectors.joining());
    }

    private static String text(Object part) {
        return switch (part) {
            case null -> "-";
            case Name name -> name.text();
            case Text text -> '"' + text.value() + '"';
            case Quantity quantity ->
                quantity.number().toPlainString()
                        + (quantity.unit() == null ? "" : " " + quantity.unit().text());
            case Collection<?> parts ->
                parts.stream().map(StatementDump::text).collect(Collectors.joining(", ", "[", "]"));
            case Record all ->
                all.getClass().getSimpleName()
                        + Arrays.stream(all.getClass().getRecordComponents())
                                .filter(c -> c.getType() != Span.class)
                                .map(c -> text(value(c, all)))
                                .collect(Collectors.joining(" ", "(", ")"));
            default -> part.toString();
        };
    }

    private static Object value(RecordComponent component, Record all) {
        try {
            return component.getAccessor().invoke(all);
        } catch (ReflectiveOperationException fault) {
            throw new IllegalStateException(fault);
        }
    }
}
