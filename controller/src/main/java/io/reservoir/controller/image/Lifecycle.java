package io.reservoir.controller.image;

/** Whether a service is meant to run. */
public enum Lifecycle {
    /** Its manifest is accepted; nothing runs. */
    DEFINED,
    /** It runs and is kept. */
    ACTIVE,
    /** Its VEEs are on their way out, or gone. */
    UNDEPLOYED
}
