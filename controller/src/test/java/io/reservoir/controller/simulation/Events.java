package io.reservoir.controller.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.PriorityQueue;

/** Virtual time, and what happens in it: one event after another, ties in the order in which they were put. */
final class Events implements InstantSource {
    private record Event(Instant at, long order, Runnable what) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            var byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    private final PriorityQueue<Event> queue = new PriorityQueue<>();
    private Instant now;
    private long put;
    private long happened;

    Events(Instant start) {
        now = start;
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** How many there were. */
    long happened() {
        return happened;
    }

    void in(Duration delay, Runnable what) {
        queue.add(new Event(now.plus(delay), put++, what));
    }

    /** Lets the next event happen, unless it is later than that; false if there is none before. */
    boolean next(Instant until) {
        var event = queue.peek();
        if (event == null || event.at.isAfter(until)) {
            now = until;
            return false;
        }
        queue.poll();
        now = event.at;
        happened++;
        event.what.run();
        return true;
    }
}
