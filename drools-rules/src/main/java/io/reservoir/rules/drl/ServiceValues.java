package io.reservoir.rules.drl;

import java.util.HashMap;
import java.util.Map;

/**
 * A service as printed rules see it: what was read, by the name of the input, and what its statements hold, by their
 * ids. Nothing is known at first.
 */
public final class ServiceValues {
    private final Map<String, Amount> readings = new HashMap<>();
    private final Map<Part, Amount> held = new HashMap<>();

    /** A part of what a statement says: its value, its guard or one of its bounds. */
    private record Part(String statement, String part) {}

    /** Sets what an input reads; an engine is to be told. */
    public void reading(String input, Amount amount) {
        readings.put(input, amount);
    }

    /** What an input reads at present. */
    public Amount read(String input) {
        return readings.getOrDefault(input, Amount.UNKNOWN);
    }

    /** The effective value of an indicator. */
    public Amount indicator(String statement) {
        return held(statement, "value");
    }

    public Amount number(double number) {
        return Amount.of(number);
    }

    /** What a function of the language makes of its arguments. */
    public Amount call(String function, Amount... arguments) {
        return Amount.call(function, arguments);
    }

    /** The greater of what is measured and what is derived; the other one where only that is known. */
    public Amount effective(Amount measured, Amount derived) {
        return derived.raisedTo(measured);
    }

    /** True if a part of a statement says something else than is held of it. */
    public boolean differs(String statement, String part, Amount amount) {
        return !held(statement, part).equals(amount);
    }

    /** Holds what a part of a statement says. */
    public void hold(String statement, String part, Amount amount) {
        held.put(new Part(statement, part), amount);
    }

    /** What is held of a part of a statement. */
    public Amount held(String statement, String part) {
        return held.getOrDefault(new Part(statement, part), Amount.UNKNOWN);
    }
}
