package io.reservoir.rules.policy;

import java.math.BigDecimal;

/** A fact: a line of the credit table of an SLA class: below that availability, that share of the charge is given back. */
public record CreditStep(String slaClass, double below, BigDecimal share) {}
