package io.reservoir.model.decision;

/** What a statement may set a target for: one quantity of one component. */
public record Variable(Kind kind, String component) implements Comparable<Variable> {
    /** The quantities, in the order in which they are decided. */
    public enum Kind {
        /** How many VEEs the component has. */
        REPLICAS("Replicas"),
        /** vCPUs of each VEE. */
        CPU("CPU"),
        /** Bytes of memory of each VEE. */
        MEMORY("Memory");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    public static Variable replicas(String component) {
        return new Variable(Kind.REPLICAS, component);
    }

    @Override
    public int compareTo(Variable other) {
        var byComponent = component.compareTo(other.component);
        return byComponent != 0 ? byComponent : kind.compareTo(other.kind);
    }

    @Override
    public String toString() {
        return kind.word() + "(" + component + ")";
    }
}
