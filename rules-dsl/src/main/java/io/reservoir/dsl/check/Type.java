package io.reservoir.dsl.check;

import io.reservoir.model.unit.Dimension;
import io.reservoir.model.unit.Unit;
import org.jspecify.annotations.Nullable;

/** What an expression yields. */
sealed interface Type {
    Type TRUTH = new Truth();
    Type BROKEN = new Broken();
    Type ANY = new Numeric(null, null, false);

    /**
     * A number.
     *
     * @param dimension null where it takes any: a literal without a unit adapts, and so does what it multiplies
     * @param unit in which the author sees it, null where that is not known
     * @param bare true for a literal without a unit, other than zero
     */
    record Numeric(@Nullable Dimension dimension, @Nullable Unit unit, boolean bare) implements Type {
        String inWords() {
            return dimension == null ? "a number" : dimension.inWords();
        }
    }

    /** A condition: it holds or does not. */
    record Truth() implements Type {}

    /** Something is wrong with it and that has been said. */
    record Broken() implements Type {}

    static Type of(Unit unit) {
        return new Numeric(unit.dimension(), unit, false);
    }

    static Type of(Dimension dimension) {
        return new Numeric(dimension, null, false);
    }
}
