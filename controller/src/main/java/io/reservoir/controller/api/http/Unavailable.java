package io.reservoir.controller.api.http;

/** Thrown through an operation by what it needs and cannot have now; the client is told to try again. */
public final class Unavailable extends RuntimeException {
    public Unavailable(String why) {
        super(why);
    }
}
