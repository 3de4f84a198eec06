package io.reservoir.controller.host;

import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.ledger.IntentId;
import io.reservoir.model.port.Host;
import io.reservoir.model.port.Outcome;
import io.reservoir.model.service.Size;
import io.reservoir.model.vee.VeeId;
import io.reservoir.model.vee.Verb;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One call of a verb that changes something, as data.
 *
 * @param definition what to define, null for all other verbs
 * @param size the new size, null for all verbs but {@code RESIZE}
 */
public record HostCall(
        Verb verb,
        VeeId vee,
        IntentId intent,
        Epoch epoch,
        Host.@Nullable Definition definition,
        @Nullable Size size) {
    private static final Pattern COMPONENT = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,63}");

    /** What does not belong together is an {@link IllegalArgumentException} for who sent it. */
    public HostCall {
        if (!COMPONENT.matcher(vee.component()).matches()) {
            throw new IllegalArgumentException("`vee` names no component");
        }
        if (intent.claimedAt() < 0 || epoch.number() < 0) {
            throw new IllegalArgumentException("`intent` and `epoch` are not negative");
        }
        requireJust(verb == Verb.DEFINE, "definition", definition);
        requireJust(verb == Verb.RESIZE, "size", size);
        if (definition != null && !definition.vee().equals(vee)) {
            throw new IllegalArgumentException("`definition` is of another VEE");
        }
    }

    private static void requireJust(boolean needed, String name, @Nullable Object value) {
        if (needed != (value != null)) {
            throw new IllegalArgumentException("`" + name + "` " + (needed ? "is missing" : "does not belong there"));
        }
    }

    static HostCall of(Verb verb, VeeId vee, IntentId intent, Epoch epoch) {
        return new HostCall(verb, vee, intent, epoch, null, null);
    }

    /** Makes the call at a host. */
    Outcome at(Host host) {
        return switch (verb) {
            case DEFINE -> host.define(Objects.requireNonNull(definition), intent, epoch);
            case ACTIVATE -> host.activate(vee, intent, epoch);
            case PAUSE -> host.pause(vee, intent, epoch);
            case RESUME -> host.resume(vee, intent, epoch);
            case SUSPEND -> host.suspend(vee, intent, epoch);
            case SHUTDOWN -> host.shutdown(vee, intent, epoch);
            case DESTROY -> host.destroy(vee, intent, epoch);
            case RESIZE -> host.resize(vee, Objects.requireNonNull(size), intent, epoch);
        };
    }
}
