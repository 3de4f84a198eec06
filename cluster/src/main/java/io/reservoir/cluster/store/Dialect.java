package io.reservoir.cluster.store;

/**
 * What the databases do not say in the same words.
 *
 * @param lockTenure ends the query for a tenure so that nobody changes it before the transaction is over
 * @param nowMillis the time by the database's own clock, in milliseconds since 1970
 */
record Dialect(String lockTenure, String nowMillis) {
    /** Every writing transaction is the only one from its beginning ({@code BEGIN IMMEDIATE}, set at the connection). */
    static final Dialect SQLITE = new Dialect("", "cast(unixepoch('subsec') * 1000 as integer)");

    static final Dialect POSTGRES =
            new Dialect(" for share", "cast(extract(epoch from clock_timestamp()) * 1000 as bigint)");
}
