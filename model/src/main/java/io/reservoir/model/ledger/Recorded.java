package io.reservoir.model.ledger;

import io.reservoir.model.service.ServiceId;
import java.time.Instant;

/** An entry in its place: {@code seq} counts from 1 without gaps in each service. */
public record Recorded(ServiceId service, long seq, Epoch epoch, Instant at, Entry entry) {}
