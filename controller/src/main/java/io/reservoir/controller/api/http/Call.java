package io.reservoir.controller.api.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One request that has passed all checks of its route. */
public final class Call {
    private final Map<Parameter<?>, Object> values;
    private final String mediaType;
    private final byte[] body;
    private final String target;
    private final boolean fromPeer;

    /**
     * A call.
     *
     * @param target path and query, as they came
     * @param fromPeer whether another node asks, on behalf of its client
     */
    Call(Map<Parameter<?>, Object> values, String mediaType, byte[] body, String target, boolean fromPeer) {
        this.values = values;
        this.mediaType = mediaType;
        this.body = body;
        this.target = target;
        this.fromPeer = fromPeer;
    }

    /** Path and query, percent-encoded as they came. */
    public String target() {
        return target;
    }

    /** True if another node asks on behalf of its client: it is answered here or not at all, and never sent on. */
    public boolean isFromPeer() {
        return fromPeer;
    }

    /** The body as it came. */
    public byte[] body() {
        return body.clone();
    }

    /** The value of a parameter that is required. */
    public <T> T get(Parameter<T> parameter) {
        return Objects.requireNonNull(find(parameter), parameter.name());
    }

    /** The value of a parameter, null where it is absent. */
    @SuppressWarnings("unchecked")
    public <T> @Nullable T find(Parameter<T> parameter) {
        return (T) values.get(parameter);
    }

    /** The value of a parameter, or that one where it is absent. */
    public <T> T find(Parameter<T> parameter, T otherwise) {
        var value = find(parameter);
        return value == null ? otherwise : value;
    }

    /** The type of the body, one of the route's. */
    public String mediaType() {
        return mediaType;
    }

    /** The body as text, null if it is not UTF-8. */
    public @Nullable String text() {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
