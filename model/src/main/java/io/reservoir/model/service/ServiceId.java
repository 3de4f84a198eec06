package io.reservoir.model.service;

/** The name of a service: unique in a site, a letter followed by at most 63 letters, digits, {@code _} or {@code -}. */
public record ServiceId(String name) implements Comparable<ServiceId> {
    private static final int LENGTH = 64;

    /** Under this name stands what happens to the site and to no service; no service may be called so. */
    public static final ServiceId SITE = new ServiceId("reservoir-site");

    public ServiceId {
        if (!isValid(name)) {
            throw new IllegalArgumentException("not a service name: `" + name + "`");
        }
    }

    public static boolean isValid(String name) {
        if (name.isEmpty() || name.length() > LENGTH || !isLetter(name.charAt(0))) {
            return false;
        }
        // each reading bears a name: no pattern, which would leave garbage
        for (int i = 1; i < name.length(); i++) {
            var c = name.charAt(i);
            if (!isLetter(c) && !(c >= '0' && c <= '9') && c != '_' && c != '-') {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
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
