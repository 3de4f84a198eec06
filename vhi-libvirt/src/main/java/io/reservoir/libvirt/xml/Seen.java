package io.reservoir.libvirt.xml;

import io.reservoir.model.vee.VeeState;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of a domain of ours that no verb brought about, kept beside its {@link Mark} so that who looks later
 * sees the same: when it came into the state that it is in, and that its guest was up.
 *
 * @param booted its guest has been up since it was activated
 */
public record Seen(VeeState state, Instant since, boolean booted) {
    public static final String NAMESPACE = "urn:reservoir:seen:1";
    public static final String PREFIX = "seen";
    private static final String ELEMENT = "seen";

    /** As an element without prefix and namespace, as libvirt takes it for a domain that is there. */
    public String element() {
        var values = new LinkedHashMap<String, String>();
        values.put("state", state.name());
        values.put("since", since.toString());
        values.put("booted", String.valueOf(booted));
        return Elements.of(ELEMENT, values);
    }

    static @Nullable Seen of(Map<String, String> values) {
        try {
            return new Seen(
                    VeeState.valueOf(values.getOrDefault("state", "")),
                    Instant.parse(values.getOrDefault("since", "")),
                    Boolean.parseBoolean(values.get("booted")));
        } catch (IllegalArgumentException | DateTimeParseException e) {
            return null;
        }
    }
}
