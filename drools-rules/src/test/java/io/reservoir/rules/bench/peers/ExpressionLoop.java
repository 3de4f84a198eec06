package io.reservoir.rules.bench.peers;

import io.reservoir.rules.bench.Averages;
import io.reservoir.rules.bench.Contender;
import io.reservoir.rules.bench.Decisions;
import io.reservoir.rules.bench.Readings;
import io.reservoir.rules.bench.Workload;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A loop whose statements are texts of an expression language, compiled once for each shape. Windows, the order of the
 * statements, what is unknown and the band are the loop's: the language has no part in them.
 */
final class ExpressionLoop implements Contender {
    private static final List<String> SERIES = List.of("a", "b", "c", "d", "e", "f", "g", "h");
    private static final String CAPACITY = "capacity";

    private final String name;
    private final Language language;
    private final Workload workload;
    private final Map<Integer, Shape> shapes = new HashMap<>();
    private final ByName names = new ByName();
    private final List<Shop> shops = new ArrayList<>();

    /** A language, as one for texts over numbers of these names. */
    @FunctionalInterface
    interface Language {
        Compiler over(Set<String> names);
    }

    @FunctionalInterface
    interface Compiler {
        Expression compile(String text);
    }

    /** A compiled text: its value is a {@link Double}, or a {@link Boolean} where it is a guard. */
    @FunctionalInterface
    interface Expression {
        Object value(Variables variables);
    }

    /**
     * A compiled statement.
     *
     * @param reads the cells that its text reads, other than its guard
     */
    private record Statement(
            int index,
            int cell,
            List<Integer> reads,
            Expression value,
            List<Integer> guardReads,
            @Nullable Expression guard) {}

    /**
     * What services of a shape share.
     *
     * @param ofSeries which statements follow from a series
     */
    private record Shape(Map<String, Integer> cells, List<List<Statement>> ofSeries) {}

    private static final class Shop {
        private final Shape shape;
        private final Averages averages = new Averages();
        private final Variables variables;
        private final int[] targets = new int[Workload.ASSIGNMENTS];

        Shop(Shape shape, double capacity) {
            this.shape = shape;
            variables = new Variables(shape.cells());
            variables.set(SERIES.size(), capacity);
            Arrays.fill(targets, Decisions.INITIAL);
        }
    }

    ExpressionLoop(String name, Language language, Workload workload) {
        this.name = name;
        this.language = language;
        this.workload = workload;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void deploy(int service) {
        var shape = shapes.computeIfAbsent(workload.shape(service), this::compile);
        names.add(service);
        shops.add(new Shop(shape, Workload.capacity(service)));
    }

    private Shape compile(int number) {
        var prefix = "n" + number;
        var written = ShopTexts.statements(List.of(prefix + "x", prefix + "y", prefix + "z"), CAPACITY);
        var cells = new HashMap<String, Integer>();
        SERIES.forEach(series -> cells.put(series, cells.size()));
        cells.put(CAPACITY, cells.size());
        written.forEach(statement -> cells.put(statement.name(), cells.size()));
        var compiler = language.over(cells.keySet());
        var statements = new ArrayList<Statement>();
        for (var statement : written) {
            var guard = statement.guard();
            statements.add(new Statement(
                    statements.size(),
                    cells.get(statement.name()),
                    cellsOf(statement.text(), cells),
                    compiler.compile(statement.text()),
                    guard == null ? List.of() : cellsOf(guard, cells),
                    guard == null ? null : compiler.compile(guard)));
        }
        var ofSeries = new ArrayList<List<Statement>>();
        for (int series = 0; series < SERIES.size(); series++) {
            ofSeries.add(following(series, statements));
        }
        return new Shape(Map.copyOf(cells), ofSeries);
    }

    private static List<Integer> cellsOf(String text, Map<String, Integer> cells) {
        return ShopTexts.reads(text).stream().map(cells::get).toList();
    }

    private static List<Statement> following(int series, List<Statement> statements) {
        var changed = new HashSet<>(Set.of(series));
        var following = new ArrayList<Statement>();
        for (var statement : statements) {
            var isRead = statement.reads().stream().anyMatch(changed::contains)
                    || statement.guardReads().stream().anyMatch(changed::contains);
            if (isRead) {
                following.add(statement);
                changed.add(statement.cell());
            }
        }
        return following;
    }

    @Override
    public int take(Readings readings, int index) {
        var shop = shops.get(names.service(readings.reading(index)));
        var series = names.series(readings.reading(index));
        shop.variables.set(series, shop.averages.add(series, readings.nanos(index), readings.value(index)));
        int changed = 0;
        for (var statement : shop.shape.ofSeries().get(series)) {
            if (shop.variables.isKnown(statement.reads())) {
                var value = (Double) statement.value().value(shop.variables);
                shop.variables.set(statement.cell(), value);
                if (statement.index() >= Workload.INDICATORS && holds(statement, shop.variables)) {
                    changed += decide(shop, statement.index() - Workload.INDICATORS, value);
                }
            }
        }
        return changed;
    }

    private static boolean holds(Statement statement, Variables variables) {
        var guard = statement.guard();
        return guard == null || (variables.isKnown(statement.guardReads()) && (Boolean) guard.value(variables));
    }

    private static int decide(Shop shop, int assignment, double raw) {
        int standing = shop.targets[assignment];
        int target = Decisions.next(standing, raw);
        shop.targets[assignment] = target;
        return target == standing ? 0 : 1;
    }

    @Override
    public int target(int service, int assignment) {
        return shops.get(service).targets[assignment];
    }

    @Override
    public double[] values(int service) {
        var variables = shops.get(service).variables;
        var values = new double[Workload.STATEMENTS];
        for (int i = 0; i < values.length; i++) {
            values[i] = variables.number(SERIES.size() + 1 + i);
        }
        return values;
    }

    @Override
    public void close() {
        shops.clear();
        shapes.clear();
    }
}
