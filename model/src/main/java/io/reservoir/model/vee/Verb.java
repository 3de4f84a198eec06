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
    RESIZE
}
