package io.reservoir.controller.api.http;

import org.jspecify.annotations.Nullable;

/**
 * A parameter of an operation: its name, its shape for people and programs, and how it is read. What it does not read
 * never gets to the operation.
 *
 * @param reader null for text that is not one
 */
public record Parameter<T>(String name, In in, boolean required, String description, Shape shape, Reader<T> reader) {
    /** Where it stands. */
    public enum In {
        PATH,
        QUERY,
        HEADER
    }

    /** The shape of its text, as OpenAPI has it; what does not apply is null. */
    public record Shape(
            String type,
            @Nullable String format,
            @Nullable String pattern,
            @Nullable Long minimum,
            @Nullable Long maximum,
            @Nullable String example) {

        public static Shape text(@Nullable String pattern, String example) {
            return new Shape("string", null, pattern, null, null, example);
        }
    }

    /** Makes a value of text. */
    @FunctionalInterface
    public interface Reader<T> {
        @Nullable
        T read(String text);
    }

    public static <T> Parameter<T> path(String name, String description, Shape shape, Reader<T> reader) {
        return new Parameter<>(name, In.PATH, true, description, shape, reader);
    }

    public static <T> Parameter<T> query(String name, String description, Shape shape, Reader<T> reader) {
        return new Parameter<>(name, In.QUERY, false, description, shape, reader);
    }

    public Parameter<T> asRequired() {
        return new Parameter<>(name, in, true, description, shape, reader);
    }
}
