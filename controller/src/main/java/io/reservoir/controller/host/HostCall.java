package io.reservoir.controller.host;

import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.ledger.IntentId;
import io.reservoir.model.port.Host;
import io.reservoir.model.port.Host.Definition;
import io.reservoir.model.port.Host.Destination;
import io.reservoir.model.port.Host.Nic;
import io.reservoir.model.port.Outcome;
import io.reservoir.model.service.Size;
import io.reservoir.model.service.VolumeSpec;
import io.reservoir.model.vee.VeeId;
import io.reservoir.model.vee.Verb;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One call of a verb that changes something, as data.
 *
 * @param definition what to define, null for all other verbs
 * @param size the new size, null for all verbs but {@code RESIZE}
 * @param nics the new bounds, null for all verbs but {@code LIMIT}
 * @param to where to move to, null for all verbs but {@code MIGRATE}
 * @param attach the volume to plug in, null for all verbs but {@code ATTACH}
 * @param detach the name of the volume to take out, null for all verbs but {@code DETACH}
 */
record HostCall(
        Verb verb,
        VeeId vee,
        IntentId intent,
        Epoch epoch,
        @Nullable Definition definition,
        @Nullable Size size,
        @Nullable List<Nic> nics,
        @Nullable Destination to,
        @Nullable VolumeSpec attach,
        @Nullable String detach) {
    private static final Pattern COMPONENT = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,63}");
    private static final int MOST_NICS = 64;
    private static final int MOST_SETTINGS = 256;

    /** What does not belong together is an {@link IllegalArgumentException} for who sent it. */
    HostCall {
        if (!COMPONENT.matcher(vee.component()).matches()) {
            throw new IllegalArgumentException("`vee` names no component");
        }
        if (intent.claimedAt() < 0 || epoch.number() < 0) {
            throw new IllegalArgumentException("`intent` and `epoch` are not negative");
        }
        requireJust(verb == Verb.DEFINE, "definition", definition);
        requireJust(verb == Verb.RESIZE, "size", size);
        requireJust(verb == Verb.LIMIT, "nics", nics);
        requireJust(verb == Verb.MIGRATE, "to", to);
        requireJust(verb == Verb.ATTACH, "attach", attach);
        requireJust(verb == Verb.DETACH, "detach", detach);
        if (detach != null && !VolumeSpec.isValidName(detach)) {
            throw new IllegalArgumentException("`detach` names no volume");
        }
        if (nics != null) {
            requireFew(nics);
        }
        if (definition != null) {
            requireFew(definition.nics());
            if (!definition.vee().equals(vee)) {
                throw new IllegalArgumentException("`definition` is of another VEE");
            }
            if (definition.settings().size() > MOST_SETTINGS) {
                throw new IllegalArgumentException("there are more than " + MOST_SETTINGS + " settings");
            }
        }
    }

    private static void requireJust(boolean needed, String name, @Nullable Object value) {
        if (needed != (value != null)) {
            throw new IllegalArgumentException("`" + name + "` " + (needed ? "is missing" : "does not belong there"));
        }
    }

    private static void requireFew(List<Nic> nics) {
        if (nics.size() > MOST_NICS) {
            throw new IllegalArgumentException("there are more than " + MOST_NICS + " attachments");
        }
    }

    static HostCall of(Verb verb, VeeId vee, IntentId intent, Epoch epoch) {
        return new HostCall(verb, vee, intent, epoch, null, null, null, null, null, null);
    }

    /** True for the same call, though its owner may be another one by now. */
    boolean isSame(HostCall other) {
        return new HostCall(verb, vee, intent, other.epoch, definition, size, nics, to, attach, detach).equals(other);
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
            case LIMIT -> host.limit(vee, Objects.requireNonNull(nics), intent, epoch);
            case MIGRATE -> host.migrate(vee, Objects.requireNonNull(to), intent, epoch);
            case STAY -> host.stay(vee, intent, epoch);
            case ATTACH -> host.attach(vee, Objects.requireNonNull(attach), intent, epoch);
            case DETACH -> host.detach(vee, Objects.requireNonNull(detach), intent, epoch);
        };
    }
}
