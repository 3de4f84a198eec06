package io.reservoir.model.vee;

/** Which verb can be done at a host in which state. A VEE that is not there, or no longer, is DESTROYED. */
public enum Lifecycle {
    /** The verb can be done now. */
    OPEN,
    /** What the verb asks for is so already. */
    ALREADY_SO,
    /** The verb cannot be done in this state. */
    CLOSED;

    public static Lifecycle of(VeeState state, Verb verb) {
        return switch (verb) {
            case DEFINE -> state == VeeState.DESTROYED ? OPEN : ALREADY_SO;
            case ACTIVATE -> activate(state);
            case PAUSE -> pause(state);
            case RESUME -> resume(state);
            case SUSPEND -> suspend(state);
            case SHUTDOWN -> shutdown(state);
            case DESTROY -> state == VeeState.DESTROYED ? ALREADY_SO : OPEN;
            case RESIZE -> resize(state);
            case LIMIT -> limit(state);
            case MIGRATE -> migrate(state);
            case STAY -> state == VeeState.DESTROYED ? CLOSED : OPEN;
            case ATTACH -> attach(state);
            case DETACH -> detach(state);
        };
    }

    /** True for what can be done with a VEE that is on its way to another host. */
    public static boolean isPossibleOnTheWay(Verb verb) {
        return switch (verb) {
            case DEFINE, ACTIVATE, RESUME, DESTROY, MIGRATE, STAY -> true;
            case PAUSE, SUSPEND, SHUTDOWN, RESIZE, LIMIT, ATTACH, DETACH -> false;
        };
    }

    private static Lifecycle activate(VeeState state) {
        return switch (state) {
            case DEFINED, SHUTOFF -> OPEN;
            case ACTIVE -> ALREADY_SO;
            case PAUSED, SUSPENDED, DESTROYED -> CLOSED;
        };
    }

    private static Lifecycle pause(VeeState state) {
        return switch (state) {
            case ACTIVE -> OPEN;
            case PAUSED -> ALREADY_SO;
            case DEFINED, SUSPENDED, SHUTOFF, DESTROYED -> CLOSED;
        };
    }

    private static Lifecycle resume(VeeState state) {
        return switch (state) {
            case PAUSED, SUSPENDED -> OPEN;
            case ACTIVE -> ALREADY_SO;
            case DEFINED, SHUTOFF, DESTROYED -> CLOSED;
        };
    }

    private static Lifecycle suspend(VeeState state) {
        return switch (state) {
            case ACTIVE, PAUSED -> OPEN;
            case SUSPENDED -> ALREADY_SO;
            case DEFINED, SHUTOFF, DESTROYED -> CLOSED;
        };
    }

    /** A guest that never ran or whose CPUs stand still cannot go off by itself. */
    private static Lifecycle shutdown(VeeState state) {
        return switch (state) {
            case ACTIVE -> OPEN;
            case SHUTOFF -> ALREADY_SO;
            case DEFINED, PAUSED, SUSPENDED, DESTROYED -> CLOSED;
        };
    }

    /** A memory image fits the machine that it was taken of, so a VEE that has one keeps its size. */
    private static Lifecycle resize(VeeState state) {
        return switch (state) {
            case DEFINED, ACTIVE, SHUTOFF -> OPEN;
            case PAUSED, SUSPENDED, DESTROYED -> CLOSED;
        };
    }

    private static Lifecycle limit(VeeState state) {
        return switch (state) {
            case DEFINED, ACTIVE, PAUSED, SHUTOFF -> OPEN;
            case SUSPENDED, DESTROYED -> CLOSED;
        };
    }

    /** What has no memory to take along needs no move: it is defined elsewhere. */
    private static Lifecycle migrate(VeeState state) {
        return switch (state) {
            case ACTIVE, PAUSED -> OPEN;
            case DEFINED, SUSPENDED, SHUTOFF, DESTROYED -> CLOSED;
        };
    }

    /** A memory image knows the disks that there were when it was taken. */
    private static Lifecycle attach(VeeState state) {
        return switch (state) {
            case DEFINED, ACTIVE, PAUSED, SHUTOFF -> OPEN;
            case SUSPENDED, DESTROYED -> CLOSED;
        };
    }

    /** A guest lets a disk go by itself, and one whose CPUs stand still does nothing. */
    private static Lifecycle detach(VeeState state) {
        return switch (state) {
            case DEFINED, ACTIVE, SHUTOFF -> OPEN;
            case PAUSED, SUSPENDED, DESTROYED -> CLOSED;
        };
    }
}
