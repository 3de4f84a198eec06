package io.reservoir.dsl.check;

/** A metric or indicator of a component. */
record Key(String name, String component) {
    @Override
    public String toString() {
        return name + "(" + component + ")";
    }
}
