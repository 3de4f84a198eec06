package io.reservoir.controller.bill;

import io.reservoir.model.sla.SlaClass;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a component is sold as: the name of its SLA class, and the factor that its prices are multiplied by. Factors
 * that differ in trailing zeros alone are the same.
 */
public record Terms(String slaClass, BigDecimal priceFactor) {
    /** No SLA class was bound: the tariff's own prices. */
    public static final Terms NONE = new Terms("none", BigDecimal.ONE);

    public Terms {
        if (priceFactor.signum() < 0) {
            throw new IllegalArgumentException("a price factor is not negative: " + priceFactor);
        }
        priceFactor = Plain.of(priceFactor);
    }

    /** The terms of a class; {@link #NONE} where there is none. */
    public static Terms of(@Nullable SlaClass slaClass) {
        return slaClass == null ? NONE : new Terms(slaClass.name(), slaClass.priceFactor());
    }
}
