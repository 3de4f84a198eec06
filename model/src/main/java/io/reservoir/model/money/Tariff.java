package io.reservoir.model.money;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Map;

/**
 * Prices of a provider, valid from a day (UTC) on.
 *
 * @param perHour price of one unit of each dimension for one hour; a dimension without a price costs nothing
 */
public record Tariff(String name, LocalDate validFrom, Currency currency, Map<Dimension, BigDecimal> perHour) {
    /** What is charged for, and in which unit. */
    public enum Dimension {
        /** One running VEE, whatever its size. */
        VEE("vee", "VEE·h"),
        /** One virtual CPU of a running VEE. */
        VCPU("vcpu", "vCPU·h"),
        /** One gigabyte (10⁹ bytes) of memory of a running VEE. */
        MEMORY("memory", "GB·h"),
        /** One gigabyte (10⁹ bytes) of disk of a VEE, from its definition to its removal. */
        DISK("disk", "GB·h");

        private final String word;
        private final String unit;

        Dimension(String word, String unit) {
            this.word = word;
            this.unit = unit;
        }

        public String word() {
            return word;
        }

        public String unit() {
            return unit;
        }
    }
}
