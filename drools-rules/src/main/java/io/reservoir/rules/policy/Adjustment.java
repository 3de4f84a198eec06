package io.reservoir.rules.policy;

import java.math.BigDecimal;

/** What a rule inserts to have a say in a charge. */
public sealed interface Adjustment extends Opinion {
    /** That share (0 to 1) of the charge is given back. Of several the greatest counts; they are not added. */
    record Credit(BigDecimal share, String reason) implements Adjustment {
        @Override
        public String inWords() {
            return "credit " + share.stripTrailingZeros().toPlainString();
        }
    }

    /** That share of the charge comes on top. Of several the greatest counts. */
    record Surcharge(BigDecimal share, String reason) implements Adjustment {
        @Override
        public String inWords() {
            return "surcharge " + share.stripTrailingZeros().toPlainString();
        }
    }
}
