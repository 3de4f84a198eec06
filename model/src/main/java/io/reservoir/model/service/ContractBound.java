package io.reservoir.model.service;

import io.reservoir.model.diagnostic.Span;

/** The load up to which the SLA of a component is owed: {@code Users(C1) = 1000}, in base units. */
public record ContractBound(String metric, String component, double value, Span span) {}
