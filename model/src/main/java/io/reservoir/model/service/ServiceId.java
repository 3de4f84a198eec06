package io.reservoir.model.service;

import java.util.regex.Pattern;

/** The name of a service: unique in a site, a letter followed by at most 63 letters, digits, {@code _} or {@code -}. */
public record ServiceId(String name) implements Comparable<ServiceId> {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");

    /** Under this name stands what happens to the site and to no service; no service may be called so. */
    public static final ServiceId SITE = new ServiceId("reservoir-site");

    public ServiceId {
        if (!isValid(name)) {
            throw new IllegalArgumentException("not a service name: `" + name + "`");
        }
    }

    public static boolean isValid(String name) {
        return NAME.matcher(name).matches();
    }

    @Override
    public int compareTo(ServiceId other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
