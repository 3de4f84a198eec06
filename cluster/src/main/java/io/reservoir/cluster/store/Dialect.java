package io.reservoir.cluster.store;

import java.sql.Connection;

/**
 * What the databases do not say in the same words.
 *
 * @param lockTenure ends the query for a tenure, of shard {@code s}, so that nobody changes it before the transaction is
 *     over
 * @param nowMillis the time by the database's own clock, in milliseconds since 1970
 * @param oneMoment the isolation at which a transaction reads everything as it was at its beginning
 */
record Dialect(String lockTenure, String nowMillis, int oneMoment) {
    /** Every writing transaction is the only one from its beginning ({@code BEGIN IMMEDIATE}, set at the connection). */
    static final Dialect SQLITE =
            new Dialect("", "cast(unixepoch('subsec') * 1000 as integer)", Connection.TRANSACTION_SERIALIZABLE);

    static final Dialect POSTGRES = new Dialect(
            " for share of s",
            "cast(extract(epoch from clock_timestamp()) * 1000 as bigint)",
            Connection.TRANSACTION_REPEATABLE_READ);
}
