package io.reservoir.controller.sla;

/** How a moment counts for the SLA of a component. */
enum Quality {
    /** The committed minimum is ready. */
    GOOD,
    /** It is not, and nobody but the provider is the cause. */
    BAD,
    /** It may be: hosts do not answer for some VEEs. */
    UNKNOWN,
    /** Nothing is owed: the service is not to run, has not come up yet, or the tenant is the cause. */
    EXCLUDED
}
