package io.reservoir.model.ledger;

/** The term of one owner of a shard. A greater one fences off all smaller ones. */
public record Epoch(long number) implements Comparable<Epoch> {
    /** The one that this one fenced off. */
    public Epoch before() {
        return new Epoch(number - 1);
    }

    @Override
    public int compareTo(Epoch other) {
        return Long.compare(number, other.number);
    }

    @Override
    public String toString() {
        return Long.toString(number);
    }
}
