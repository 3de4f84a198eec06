package io.reservoir.rules.policy;

import io.reservoir.model.decision.Authority;
import io.reservoir.model.reading.Numbers;
import io.reservoir.model.service.Hold;

/**
 * What a rule inserts to have a say in a decision. Where a rule names no authority it speaks for the operator. A lower
 * authority never undoes a higher one, whatever the order in which rules fire.
 */
public sealed interface Verdict extends Opinion {
    /** A verdict that bounds the proposed target. */
    sealed interface Bounding extends Verdict {
        Authority authority();
    }

    /** The target is at most so much; what is above it comes down at once. */
    record Cap(double most, Authority authority, String reason) implements Bounding {
        public Cap(double most, String reason) {
            this(most, Authority.OPERATOR_HOLD, reason);
        }

        @Override
        public String inWords() {
            return "cap " + Numbers.plain(most) + " by " + authority.words();
        }
    }

    /** The target does not move in that direction. */
    record Veto(Hold.Direction direction, Authority authority, String reason) implements Bounding {
        public Veto(Hold.Direction direction, String reason) {
            this(direction, Authority.OPERATOR_HOLD, reason);
        }

        @Override
        public String inWords() {
            return "veto " + (direction == Hold.Direction.IN ? "in" : "out") + " by " + authority.words();
        }
    }

    /** The target does not move. */
    record Freeze(Authority authority, String reason) implements Bounding {
        public Freeze(String reason) {
            this(Authority.OPERATOR_HOLD, reason);
        }

        @Override
        public String inWords() {
            return "freeze by " + authority.words();
        }
    }

    /** Where the component shrinks, what runs on that host goes first, the protected and unplaced as ever before it. */
    record Prefer(String host, String reason) implements Verdict {
        @Override
        public String inWords() {
            return "prefer " + host;
        }
    }

    /** The share of each replica's capacity that is kept free is so many times as great; of several the greatest counts. */
    record Headroom(double factor, String reason) implements Verdict {
        @Override
        public String inWords() {
            return "headroom " + Numbers.plain(factor);
        }
    }

    /** Somebody has to look. */
    record Alarm(String reason) implements Verdict {
        @Override
        public String inWords() {
            return "alarm";
        }
    }

    /** What runs on that host should move elsewhere. It is a request: this release tells it, and moves nothing. */
    record Migrate(String host, String reason) implements Verdict {
        @Override
        public String inWords() {
            return "migrate " + host;
        }
    }
}
