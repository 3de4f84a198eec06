package io.reservoir.dsl.reference;

import io.reservoir.model.unit.Dimension;
import io.reservoir.model.unit.Unit;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All simple units by what they measure, with their factors. */
final class UnitTable {
    private static final List<Dimension> DIMENSIONS = List.of(
            Dimension.TIME, Dimension.DATA, Dimension.DATA_RATE, Dimension.MONEY, Dimension.VEE, Dimension.NONE);

    private UnitTable() {}

    static String text() {
        var table = new MarkdownTable("unit", "also written", "is");
        bySize().forEach((size, units) ->
                table.row(listed(units.stream().map(Unit::symbol)), listed(also(units)), is(size)));
        return table.toString();
    }

    private record Size(Dimension dimension, double factor) {}

    /** Units of one size are told of together, such as all counts. */
    private static Map<Size, Set<Unit>> bySize() {
        var smallestFirst = Comparator.comparingInt((Size size) -> DIMENSIONS.indexOf(size.dimension()))
                .thenComparingDouble(Size::factor);
        var sizes = new TreeMap<Size, Set<Unit>>(smallestFirst);
        for (var name : Unit.names()) {
            var unit = Objects.requireNonNull(Unit.named(name));
            sizes.computeIfAbsent(new Size(unit.dimension(), unit.factor()), size -> new LinkedHashSet<>())
                    .add(unit);
        }
        return sizes;
    }

    private static Stream<String> also(Set<Unit> units) {
        return Unit.names().stream()
                .filter(name -> units.contains(Unit.named(name)))
                .filter(name -> units.stream().noneMatch(unit -> unit.symbol().equalsIgnoreCase(name)));
    }

    private static String listed(Stream<String> names) {
        return names.map(name -> "`" + name + "`").collect(Collectors.joining(", "));
    }

    private static String is(Size size) {
        if (size.factor() == 1) {
            return size.dimension().equals(Dimension.NONE)
                    ? "a count"
                    : size.dimension().inWords();
        }
        var factor = new BigDecimal(String.valueOf(size.factor())).stripTrailingZeros();
        var number = factor.compareTo(BigDecimal.ONE) < 0
                ? factor.toPlainString()
                : String.format(Locale.ROOT, "%,d", factor.longValueExact());
        return number
                + (size.dimension().equals(Dimension.NONE)
                        ? ""
                        : " " + size.dimension().inWords());
    }
}
