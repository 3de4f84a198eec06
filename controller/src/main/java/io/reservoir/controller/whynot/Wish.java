package io.reservoir.controller.whynot;

/**
 * A target that somebody would like to see.
 *
 * @param current the target in force
 * @param size the least that fulfils it where it is more than the current one, else the greatest
 */
record Wish(double current, double size) {
    boolean grows() {
        return size > current;
    }

    boolean isMet(double target) {
        return grows() ? target >= size : target <= size;
    }

    /** True if a step from one target to the next leads away from it. */
    boolean isAgainst(double from, double to) {
        return grows() ? to < from : to > from;
    }
}
