package io.reservoir.libvirt.seed;

import java.io.Serial;

/** A guest cannot be told what it is to be told. */
public final class Unanswered extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    Unanswered(String message) {
        super(message);
    }
}
