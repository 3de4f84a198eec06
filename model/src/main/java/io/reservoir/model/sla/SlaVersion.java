package io.reservoir.model.sla;

import java.time.LocalDate;

/** An SLA class as it is from a day on, until a later version of that name takes its place. */
public record SlaVersion(LocalDate validFrom, SlaClass slaClass) {}
