package io.reservoir.controller.node;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** Fields as bytes, one after the other, for {@link ServiceStateCodec}. */
final class StateWriter {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    StateWriter number(long value) {
        bytes.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
        return this;
    }

    StateWriter integer(int value) {
        bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
        return this;
    }

    StateWriter real(double value) {
        return number(Double.doubleToRawLongBits(value));
    }

    StateWriter flag(boolean value) {
        bytes.write(value ? 1 : 0);
        return this;
    }

    StateWriter time(Instant value) {
        return number(value.getEpochSecond()).integer(value.getNano());
    }

    StateWriter text(String value) {
        var utf8 = value.getBytes(StandardCharsets.UTF_8);
        integer(utf8.length);
        bytes.writeBytes(utf8);
        return this;
    }

    <T> void list(List<T> values, Consumer<T> each) {
        integer(values.size());
        values.forEach(each);
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }
}
