package io.reservoir.cluster.store;

import java.util.regex.Pattern;

/**
 * Where a PostgreSQL database is, and who asks.
 *
 * @param url such as {@code jdbc:postgresql://db.example:5432/reservoir?sslmode=verify-full}, without user and password:
 *     what is wrong with it is told by an {@link IllegalArgumentException}
 */
public record PostgresAccess(String url, String user, String password) {
    private static final String SCHEME = "jdbc:postgresql:";
    private static final Pattern SECRET = Pattern.compile("[?&](user|password|sslpassword)=", Pattern.CASE_INSENSITIVE);

    public PostgresAccess {
        if (!url.startsWith(SCHEME) || url.length() == SCHEME.length()) {
            throw new IllegalArgumentException("not the address of a PostgreSQL database: `" + withoutParameters(url)
                    + "`; it is like " + SCHEME + "//HOST:PORT/NAME");
        }
        if (SECRET.matcher(url).find()) {
            throw new IllegalArgumentException(
                    "the address of a database holds neither user nor password: others see it");
        }
    }

    private static String withoutParameters(String url) {
        return url.replaceFirst("\\?.*", "");
    }

    /** As messages call it. */
    String name() {
        return "the ledger " + withoutParameters(url);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return user + " at " + url;
    }
}
