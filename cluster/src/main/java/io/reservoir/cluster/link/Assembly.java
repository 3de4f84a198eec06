package io.reservoir.cluster.link;

import io.vertx.core.buffer.Buffer;

/** A body that comes in parts. */
final class Assembly {
    private final int length;
    private final Buffer bytes = Buffer.buffer();

    Assembly(int length) {
        this.length = length;
    }

    /** Adds a part; false if that is more than was announced. */
    boolean add(Buffer part) {
        if (part.length() > length - bytes.length()) {
            return false;
        }
        bytes.appendBuffer(part);
        return true;
    }

    boolean isComplete() {
        return bytes.length() == length;
    }

    Buffer bytes() {
        return bytes;
    }
}
