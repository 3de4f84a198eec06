package io.reservoir.controller.image;

import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Epoch;
import java.time.Instant;

/** A call at a host that was claimed and is not finished. */
public record InFlight(Entry.Claimed claim, Epoch epoch, Instant claimedAt) {}
