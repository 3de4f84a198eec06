package io.reservoir.model.service;

import java.time.Duration;

/** How one knows that a VEE serves, and how long it may take to get there before it counts as failed. */
public sealed interface Probe {
    Duration within();

    /** The guest has booted, as the hypervisor or its agent says. */
    record Boot(Duration within) implements Probe {}

    /** The guest's agent answers. */
    record Agent(Duration within) implements Probe {}

    record Tcp(int port, Duration within) implements Probe {}

    record Http(int port, String path, Duration within) implements Probe {}

    /** What holds where the author wrote no {@code ready when}. */
    Probe DEFAULT = new Boot(Duration.ofMinutes(5));
}
