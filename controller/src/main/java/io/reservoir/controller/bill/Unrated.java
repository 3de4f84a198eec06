package io.reservoir.controller.bill;

import io.reservoir.model.money.Tariff;
import java.time.Instant;

/** Why there is no bill: the tariffs do not give one answer. Nothing is charged, least of all nothing. */
public sealed interface Unrated extends Rated, Billed, Adjusted {
    /** A sentence for the provider. */
    String told();

    /** There is something to be charged, and no tariff is valid yet at {@code from}. */
    record NoTariff(Instant from) implements Unrated {
        @Override
        public String told() {
            return "no tariff is valid at " + from + ": give one that is valid from that day or earlier";
        }
    }

    /** The period begins before what is left of the ledger. */
    record Pruned(Instant from, Instant since) implements Unrated {
        @Override
        public String told() {
            return "what was before " + since + " is pruned from the ledger, and the bill is to begin at " + from
                    + ": ask for the time from then on, or restore a backup from before";
        }
    }

    /** A month fell short under a policy that this node does not know. */
    record NoPolicy(String hash) implements Unrated {
        @Override
        public String told() {
            return "the policy " + hash + ", which credits are worked out by, is not in the site's ledger";
        }
    }

    /** The policy in force fails at a charge. */
    record PolicyStuck(String cause) implements Unrated {
        @Override
        public String told() {
            return cause + ": no credits can be worked out";
        }
    }

    /** Two tariffs are valid from the same day. */
    record SameDay(Tariff one, Tariff other) implements Unrated {
        @Override
        public String told() {
            return "tariffs `" + one.name() + "` and `" + other.name() + "` are both valid from " + one.validFrom()
                    + ": keep one of them";
        }
    }

    /** The currency changes in the period. */
    record TwoCurrencies(Tariff one, Tariff other) implements Unrated {
        @Override
        public String told() {
            return "tariff `" + one.name() + "` is in " + one.currency().getCurrencyCode() + " and, from "
                    + other.validFrom() + ", `" + other.name() + "` in "
                    + other.currency().getCurrencyCode() + ": bill the time before and after apart";
        }
    }
}
