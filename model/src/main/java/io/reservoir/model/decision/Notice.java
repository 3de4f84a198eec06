package io.reservoir.model.decision;

/** Something that an operator or tenant is told once, when it begins. */
public record Notice(Code code, String text) {
    /** What a notice is about. */
    public enum Code {
        BEYOND_MAX,
        MAX_BELOW_MIN,
        INPUT_UNKNOWN,
        BREAKER_OPEN,
        HOST_SET_ASIDE,
        PLACEMENT_PENDING,
        OVER_CONTRACT,
        LEAK_REAPED,
        VEE_FAILED,
        RULES_PARKED,
        BUDGET_REACHED,
        DEADLINE_MISSED,
        SCALE_IN_HELD,
        POLICY_PARKED,
        POLICY_ALARM,
        MIGRATION_REQUESTED,
        /** A VEE that was to move stays where it is. */
        MIGRATION_FAILED,
        /** A VEE stays where it is because its move was given up on somebody's word. */
        MIGRATION_GIVEN_UP,
        /** A volume is about to be deleted with all that is on it. */
        VOLUME_DELETED,
        CALL_PARKED,
        /** The entries before were made by a clock that was ahead: no time of theirs is later than that of this one. */
        CLOCK_PUT_BACK
    }
}
