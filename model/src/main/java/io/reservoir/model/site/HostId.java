package io.reservoir.model.site;

/** The name of a host, unique in its site. */
public record HostId(String name) implements Comparable<HostId> {
    @Override
    public int compareTo(HostId other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
