package io.reservoir.cluster.store;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What a database says went wrong, for the person who runs the node. */
final class Faults {
    private Faults() {}

    /** One line, with what to do about it where that is known. */
    static String inWords(Exception fault) {
        var reason = deepest(fault);
        var words = firstLine(String.valueOf(reason.getMessage()));
        var advice = reason instanceof SQLException sql ? advice(sql.getSQLState()) : null;
        return advice == null ? words : words + ": " + advice;
    }

    /** True for what may be over by itself: a server that starts, or has too much to do. */
    static boolean passes(SQLException fault) {
        return switch (fault.getSQLState()) {
            case "57P03", "57P01", "57P02", "53300", "08006", "08004" -> true;
            case null, default -> false;
        };
    }

    /** By the state that PostgreSQL gives; SQLite gives none. */
    private static @Nullable String advice(@Nullable String state) {
        return switch (state) {
            case "28P01", "28000" -> "check the user and its password, and what pg_hba.conf lets in";
            case "3D000" -> "create the database first";
            case "42501" -> "the user must be able to create tables in its schema (`grant create on schema …`)";
            case "08001", "08006" -> "is the server there, and does it listen at that address?";
            case "53300" -> "the server allows no more connections (max_connections)";
            case "25006" -> "it is read-only, a standby perhaps";
            case null, default -> null;
        };
    }

    /** A pool that ran out of time says only that, and has what the database said as its cause. */
    private static Exception deepest(Exception fault) {
        var found = fault;
        for (Throwable cause = fault.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                found = sql;
            }
        }
        return found;
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
