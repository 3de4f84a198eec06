package io.reservoir.libvirt.xml;

import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.ledger.IntentId;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.service.Size;
import io.reservoir.model.vee.VeeId;
import io.reservoir.model.vee.VeeState;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a domain of ours bears in its metadata. A domain without it is not ours, nor is one of another site.
 *
 * @param size as it was wanted, to the byte; libvirt counts memory in KiB and no disk at all
 * @param epoch under which it was last called
 * @param intent that last changed it
 * @param brought the state that the last verb brought it into, or was about to
 * @param since when it did
 */
public record Mark(
        String site, VeeId vee, Size size, Epoch epoch, IntentId intent, VeeState brought, Instant since) {
    public static final String NAMESPACE = "urn:reservoir:vee:1";
    public static final String PREFIX = "vee";
    static final String ELEMENT = "vee";

    public Mark by(Epoch newEpoch, IntentId newIntent) {
        return new Mark(site, vee, size, newEpoch, newIntent, brought, since);
    }

    public Mark under(Epoch newEpoch) {
        return new Mark(site, vee, size, newEpoch, intent, brought, since);
    }

    public Mark in(VeeState state, Instant at) {
        return new Mark(site, vee, size, epoch, intent, state, at);
    }

    public Mark of(Size newSize) {
        return new Mark(site, vee, newSize, epoch, intent, brought, since);
    }

    /** As an element without prefix and namespace, as libvirt takes it for a domain that is there. */
    public String element() {
        return Elements.of(ELEMENT, attributes());
    }

    Map<String, String> attributes() {
        var values = new LinkedHashMap<String, String>();
        values.put("site", site);
        values.put("service", vee.service().name());
        values.put("component", vee.component());
        values.put("ordinal", String.valueOf(vee.ordinal()));
        values.put("incarnation", String.valueOf(vee.incarnation()));
        values.put("vcpus", String.valueOf(size.vcpus()));
        values.put("memory", String.valueOf(size.memoryBytes()));
        values.put("disk", String.valueOf(size.diskBytes()));
        values.put("epoch", epoch.toString());
        values.put("intent", intent.toString());
        values.put("state", brought.name());
        values.put("since", since.toString());
        return values;
    }

    /** Reads one; null where somebody has written something there that is none of ours. */
    static @Nullable Mark of(Map<String, String> values) {
        try {
            var vee = new VeeId(
                    new ServiceId(text(values, "service")),
                    text(values, "component"),
                    Integer.parseInt(text(values, "ordinal")),
                    Integer.parseInt(text(values, "incarnation")));
            var size = new Size(
                    Integer.parseInt(text(values, "vcpus")),
                    Long.parseLong(text(values, "memory")),
                    Long.parseLong(text(values, "disk")));
            return new Mark(
                    text(values, "site"),
                    vee,
                    size,
                    new Epoch(Long.parseLong(text(values, "epoch"))),
                    new IntentId(Long.parseLong(text(values, "intent"))),
                    VeeState.valueOf(text(values, "state")),
                    Instant.parse(text(values, "since")));
        } catch (IllegalArgumentException | DateTimeParseException e) {
            return null;
        }
    }

    private static String text(Map<String, String> values, String name) {
        var value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }
}
