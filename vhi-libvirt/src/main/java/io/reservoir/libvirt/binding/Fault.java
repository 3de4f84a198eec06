package io.reservoir.libvirt.binding;

/** What libvirt says when it does not do a thing. */
public final class Fault extends Exception {
    private final Kind kind;

    /** What of it one can act on. */
    public enum Kind {
        /** No such domain, network, pool, volume or filter. */
        NOT_THERE,
        /** One of that name or UUID is there already. */
        EXISTS,
        /** It is not in a state in which that can be done. */
        WRONG_STATE,
        /** This driver, this version or this machine cannot do that. */
        UNSUPPORTED,
        /** Who asks may not. */
        DENIED,
        /** Another job has it, or its agent does not answer: nothing was done. */
        BUSY,
        /** The job was cancelled. */
        ABORTED,
        /** The reply did not come: nobody knows what was done. */
        DISCONNECTED,
        /** It was tried and failed. */
        FAILED
    }

    public Fault(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** libvirt's words, one line. */
    public String text() {
        return String.valueOf(getMessage());
    }

    /** What a code of {@code virErrorNumber} comes to. */
    static Kind kindOf(int code) {
        return switch (code) {
            case 36, 42, 43, 49, 50, 62, 66, 72, 80, 99, 101, 104, 107 -> Kind.NOT_THERE;
            case 28, 37, 76, 90, 106 -> Kind.EXISTS;
            case 55, 83 -> Kind.WRONG_STATE;
            case 3, 67, 74, 84 -> Kind.UNSUPPORTED;
            case 29, 45, 79, 88, 94 -> Kind.DENIED;
            case 68, 86, 87, 97 -> Kind.BUSY;
            case 78 -> Kind.ABORTED;
            default -> Kind.FAILED;
        };
    }
}
