package io.reservoir.model.vee;

/** The state of a VEE at its host, as RESERVOIR's VMI has it. */
public enum VeeState {
    DEFINED,
    ACTIVE,
    PAUSED,
    SUSPENDED,
    SHUTOFF,
    DESTROYED
}
