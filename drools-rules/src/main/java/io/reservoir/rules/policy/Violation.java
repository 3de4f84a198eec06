package io.reservoir.rules.policy;

import java.math.BigDecimal;
import java.time.YearMonth;

/**
 * A fact: a calendar month in which a component was not available all the time that it was owed. Each evaluation of
 * charges sees exactly one.
 *
 * @param availability share of the owed minutes that were good, from 0 to 1; unknown minutes count as good
 * @param owedMinutes those that are not excluded
 * @param charge what the component is charged for that month under that class, before credits
 */
public record Violation(
        String service,
        String component,
        String slaClass,
        YearMonth month,
        double availability,
        long badMinutes,
        long unknownMinutes,
        long owedMinutes,
        BigDecimal charge) {}
