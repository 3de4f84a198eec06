package io.reservoir.rules.compile;

/**
 * The fact that every rule joins: while the gate is closed, no rule fires and all values stay as they were. What
 * changed meanwhile takes effect when it opens.
 *
 * @param frozen an operator has stopped all decisions of the site
 * @param maintenance the site is being worked on
 */
public record SiteGate(boolean frozen, boolean maintenance) {
    public static final SiteGate OPEN = new SiteGate(false, false);
    public static final SiteGate FROZEN = new SiteGate(true, false);

    public boolean isOpen() {
        return !frozen && !maintenance;
    }

    /** Why nothing moves, for people. */
    public String inWords() {
        if (frozen) {
            return "the site is frozen";
        }
        return maintenance ? "the site is under maintenance" : "the site is open";
    }
}
