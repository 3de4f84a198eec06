package io.reservoir.model.port;

/** A source of names that nobody else has, such as the incarnation of a node. */
@FunctionalInterface
public interface Ids {
    /** Letters, digits and {@code -}, at most 36 of them, never given twice. */
    String next();
}
