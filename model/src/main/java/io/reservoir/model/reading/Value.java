package io.reservoir.model.reading;

/** A number, or the fact that there is none. Unknown is never zero: it always says why it is unknown. */
public sealed interface Value {
    /** A finite number in base units. */
    record Known(double number) implements Value {
        public Known {
            if (!Double.isFinite(number)) {
                throw new IllegalArgumentException("not a finite number: " + number);
            }
        }

        @Override
        public String toString() {
            return Numbers.plain(number);
        }
    }

    /** A lower bound: some operand of a {@code max} is unknown. It may raise a target and never lower it. */
    record AtLeast(double number, String cause) implements Value {
        @Override
        public String toString() {
            return "at least " + Numbers.plain(number);
        }
    }

    /** Nothing is known, and why. */
    record Unknown(String cause) implements Value {
        @Override
        public String toString() {
            return "unknown";
        }
    }

    static Value known(double number) {
        return new Known(number);
    }

    static Value unknown(String cause) {
        return new Unknown(cause);
    }

    /** The number where it is exactly known, else NaN. */
    default double orNaN() {
        return this instanceof Known(var number) ? number : Double.NaN;
    }
}
