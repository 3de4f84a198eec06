package io.reservoir.controller.api.http;

/** What the server has on its hands now. Belongs to the event loop. */
final class Load {
    private final ServerLimits limits;
    private int connections;
    private int inWork;
    private int streams;
    private long bodyBytes;

    Load(ServerLimits limits) {
        this.limits = limits;
    }

    boolean enterConnection() {
        connections++;
        return connections <= limits.connections();
    }

    void leaveConnection() {
        connections--;
    }

    boolean enterWork() {
        if (inWork >= limits.inWork()) {
            return false;
        }
        inWork++;
        return true;
    }

    void leaveWork() {
        inWork--;
    }

    boolean enterStream() {
        if (streams >= limits.streams()) {
            return false;
        }
        streams++;
        return true;
    }

    void leaveStream() {
        streams--;
    }

    boolean hold(int bytes) {
        if (bodyBytes + bytes > limits.bodyBytes()) {
            return false;
        }
        bodyBytes += bytes;
        return true;
    }

    void release(int bytes) {
        bodyBytes -= bytes;
    }
}
