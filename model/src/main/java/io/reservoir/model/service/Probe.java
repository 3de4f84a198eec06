package io.reservoir.model.service;

import java.time.Duration;

/** How one knows that a VEE serves, and how long it may take to get there before it counts as failed. */
public sealed interface Probe {
    Duration within();

    /** The guest has booted, as the hypervisor or its agent says. */
    record Boot(Duration within) implements Probe {}

    /** The guest's agent answers. */
    record Agent(Duration within) implements Probe {}

    /** Somebody accepts connections at that port of the VEE. */
    record Tcp(int port, Duration within) implements Probe {
        public Tcp {
            requirePort(port);
        }
    }

    /** A GET of that path at that port of the VEE is answered with a status of 2xx. */
    record Http(int port, String path, Duration within) implements Probe {
        public Http {
            requirePort(port);
        }
    }

    /** What holds where the author wrote no {@code ready when}. */
    Probe DEFAULT = new Boot(Duration.ofMinutes(5));

    int GREATEST_PORT = 65_535;

    private static void requirePort(int port) {
        if (port < 1 || port > GREATEST_PORT) {
            throw new IllegalArgumentException("a port is a whole number from 1 to " + GREATEST_PORT);
        }
    }
}
