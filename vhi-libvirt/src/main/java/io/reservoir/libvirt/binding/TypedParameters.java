package io.reservoir.libvirt.binding;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An array of {@code struct _virTypedParameter}: a name of up to 79 bytes, a type, and a value of eight. Values are
 * {@link Integer} for int and unsigned int, {@link Long} for the long ones, {@link Double}, {@link Boolean} and
 * {@link String}.
 */
final class TypedParameters {
    /** Of one parameter, in bytes. */
    static final int SIZE = 96;

    private static final int TYPE = 80;
    private static final int VALUE = 88;
    private static final int INT = 1;
    private static final int UINT = 2;
    private static final int LLONG = 3;
    private static final int ULLONG = 4;
    private static final int DOUBLE = 5;
    private static final int BOOLEAN = 6;
    private static final int STRING = 7;

    private final List<Memory> texts = new ArrayList<>();
    private final List<Entry> entries = new ArrayList<>();

    private record Entry(String name, int type, Object value) {}

    TypedParameters unsignedInt(String name, int value) {
        entries.add(new Entry(name, UINT, value));
        return this;
    }

    TypedParameters unsignedLong(String name, long value) {
        entries.add(new Entry(name, ULLONG, value));
        return this;
    }

    TypedParameters text(String name, String value) {
        entries.add(new Entry(name, STRING, value));
        return this;
    }

    int count() {
        return entries.size();
    }

    /** The array; it lives as long as the memory returned and this object do. */
    Memory write() {
        var memory = new Memory((long) SIZE * Math.max(1, entries.size()));
        memory.clear();
        for (var i = 0; i < entries.size(); i++) {
            write(memory, (long) i * SIZE, entries.get(i));
        }
        return memory;
    }

    private void write(Memory memory, long at, Entry entry) {
        var name = entry.name().getBytes(StandardCharsets.UTF_8);
        memory.write(at, name, 0, name.length);
        memory.setInt(at + TYPE, entry.type());
        switch (entry.value()) {
            case Integer number -> memory.setInt(at + VALUE, number);
            case Long number -> memory.setLong(at + VALUE, number);
            default -> memory.setPointer(at + VALUE, text(entry.value().toString()));
        }
    }

    private Memory text(String value) {
        var bytes = value.getBytes(StandardCharsets.UTF_8);
        var memory = new Memory(bytes.length + 1L);
        memory.write(0, bytes, 0, bytes.length);
        memory.setByte(bytes.length, (byte) 0);
        texts.add(memory);
        return memory;
    }

    /** Reads so many parameters, in their order; a name of a type that libvirt adds later is left out. */
    static Map<String, Object> read(@Nullable Pointer pointer, int count) {
        var map = new LinkedHashMap<String, Object>();
        for (var i = 0; pointer != null && i < count; i++) {
            var at = (long) i * SIZE;
            var value = value(pointer, at);
            if (value != null) {
                map.put(pointer.getString(at, "UTF-8"), value);
            }
        }
        return map;
    }

    private static @Nullable Object value(Pointer pointer, long at) {
        return switch (pointer.getInt(at + TYPE)) {
            case INT, UINT -> pointer.getInt(at + VALUE);
            case LLONG, ULLONG -> pointer.getLong(at + VALUE);
            case DOUBLE -> pointer.getDouble(at + VALUE);
            case BOOLEAN -> pointer.getByte(at + VALUE) != 0;
            case STRING -> {
                var text = pointer.getPointer(at + VALUE);
                yield text == null ? "" : text.getString(0, "UTF-8");
            }
            default -> null;
        };
    }
}
