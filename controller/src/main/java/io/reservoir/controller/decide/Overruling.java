package io.reservoir.controller.decide;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What policy said that no other stage looks at.
 *
 * @param firstToGo hosts whose VEEs go first if the component shrinks
 * @param stuck why the policy could not be asked, null if it could: nothing may be decided then
 */
record Overruling(List<String> firstToGo, @Nullable String stuck) {
    static final Overruling NONE = new Overruling(List.of(), null);
}
