package io.reservoir.rules.bench.peers;

import dev.cel.runtime.CelVariableResolver;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.jexl3.JexlContext;

/** The numbers of one service by name, as expressions ask for them; NaN while unknown. */
final class Variables implements CelVariableResolver, JexlContext {
    private final Map<String, Integer> cells;
    private final double[] numbers;

    /** @param cells where the number of a name is kept; services of one shape share it */
    Variables(Map<String, Integer> cells) {
        this.cells = cells;
        numbers = new double[cells.size()];
        Arrays.fill(numbers, Double.NaN);
    }

    double number(int cell) {
        return numbers[cell];
    }

    void set(int cell, double number) {
        numbers[cell] = number;
    }

    boolean isKnown(List<Integer> asked) {
        for (int i = 0; i < asked.size(); i++) {
            if (Double.isNaN(numbers[asked.get(i)])) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Optional<Object> find(String name) {
        return Optional.of(numbers[cells.get(name)]);
    }

    @Override
    public Object get(String name) {
        return numbers[cells.get(name)];
    }

    @Override
    public boolean has(String name) {
        return cells.containsKey(name);
    }

    @Override
    public void set(String name, Object value) {
        throw new UnsupportedOperationException("expressions set nothing");
    }
}
