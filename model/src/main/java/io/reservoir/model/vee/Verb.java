package io.reservoir.model.vee;

/** What a host can be told to do with a VEE. Deployment has two steps: define, then activate. */
public enum Verb {
    DEFINE,
    ACTIVATE,
    PAUSE,
    RESUME,
    SUSPEND,
    SHUTDOWN,
    DESTROY,
    RESIZE,
    LIMIT,
    MIGRATE,
    STAY,
    ATTACH,
    DETACH;

    private static final String TOLD = "told to ";

    /** How a ledger says that the tenant of a VEE wanted it. */
    public String told() {
        return TOLD + this;
    }

    /** True for what {@link #told} gave. */
    public static boolean isTold(String why) {
        return why.startsWith(TOLD);
    }
}
