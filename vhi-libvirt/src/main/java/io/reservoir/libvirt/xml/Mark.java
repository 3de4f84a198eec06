package io.reservoir.libvirt.xml;

import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.ledger.IntentId;
import io.reservoir.model.port.Host;
import io.reservoir.model.port.Host.Attachment;
import io.reservoir.model.service.Probe;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.service.Size;
import io.reservoir.model.site.HostId;
import io.reservoir.model.vee.VeeId;
import io.reservoir.model.vee.VeeState;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a domain of ours bears in its metadata. A domain without it is not ours, nor is one of another site.
 *
 * @param size as it was wanted, to the byte; libvirt counts memory in KiB and no disk at all
 * @param attachments its networks, in the order of its interfaces
 * @param ready how one finds out that its guest is up
 * @param epoch under which it was last called
 * @param intent that last changed it
 * @param brought the state that the last verb brought it into, or was about to
 * @param since when it did
 * @param to the host that it moves to or has moved to, null where it was never moved since the last verb
 */
public record Mark(
        String site,
        VeeId vee,
        Size size,
        List<Attachment> attachments,
        Probe ready,
        Epoch epoch,
        IntentId intent,
        VeeState brought,
        Instant since,
        @Nullable HostId to) {
    public static final String NAMESPACE = "urn:reservoir:vee:1";
    public static final String PREFIX = "vee";
    static final String ELEMENT = "vee";
    static final String ATTACHMENT = "attachment";

    public Mark by(Epoch newEpoch, IntentId newIntent) {
        return new Mark(site, vee, size, attachments, ready, newEpoch, newIntent, brought, since, to);
    }

    public Mark under(Epoch newEpoch) {
        return new Mark(site, vee, size, attachments, ready, newEpoch, intent, brought, since, to);
    }

    /** Brought into a state by a verb, here. */
    public Mark in(VeeState state, Instant at) {
        return new Mark(site, vee, size, attachments, ready, epoch, intent, state, at, null);
    }

    public Mark of(Size newSize) {
        return new Mark(site, vee, newSize, attachments, ready, epoch, intent, brought, since, to);
    }

    public Mark attached(List<Attachment> newAttachments) {
        return new Mark(site, vee, size, newAttachments, ready, epoch, intent, brought, since, to);
    }

    public Mark movingTo(HostId host) {
        return new Mark(site, vee, size, attachments, ready, epoch, intent, brought, since, host);
    }

    /** As an element without prefix and namespace, as libvirt takes it for a domain that is there. */
    public String element() {
        return Elements.write(elements -> elements.element(ELEMENT, attributes(), () -> {
            for (var attachment : attachments) {
                elements.empty(ATTACHMENT, attributes(attachment));
            }
        }));
    }

    Map<String, String> attributes() {
        var values = Elements.with(
                "site", site,
                "service", vee.service().name(),
                "component", vee.component(),
                "ordinal", String.valueOf(vee.ordinal()),
                "incarnation", String.valueOf(vee.incarnation()),
                "vcpus", String.valueOf(size.vcpus()),
                "memory", String.valueOf(size.memoryBytes()),
                "disk", String.valueOf(size.diskBytes()),
                "epoch", epoch.toString(),
                "intent", intent.toString(),
                "state", brought.name(),
                "since", since.toString());
        if (to != null) {
            values.put("to", to.name());
        }
        values.put("within", ready.within().toString());
        switch (ready) {
            case Probe.Boot boot -> values.put("ready", "boot");
            case Probe.Agent agent -> values.put("ready", "agent");
            case Probe.Tcp tcp -> {
                values.put("ready", "tcp");
                values.put("port", String.valueOf(tcp.port()));
            }
            case Probe.Http http -> {
                values.put("ready", "http");
                values.put("port", String.valueOf(http.port()));
                values.put("path", http.path());
            }
        }
        return values;
    }

    static Map<String, String> attributes(Attachment attachment) {
        var values = Elements.with("network", attachment.nic().network());
        var ceiling = attachment.nic().ceilingBytesPerSecond();
        if (ceiling != null) {
            values.put("ceiling", ceiling.toString());
        }
        if (attachment.address() != null) {
            values.put("address", attachment.address());
        }
        return values;
    }

    /** Reads one; null where somebody has written something there that is none of ours. */
    static @Nullable Mark of(Map<String, String> values, List<Map<String, String>> attachments) {
        try {
            var vee = new VeeId(
                    new ServiceId(text(values, "service")),
                    text(values, "component"),
                    Integer.parseInt(text(values, "ordinal")),
                    Integer.parseInt(text(values, "incarnation")));
            var size =
                    new Size(Integer.parseInt(text(values, "vcpus")), number(values, "memory"), number(values, "disk"));
            var to = values.get("to");
            return new Mark(
                    text(values, "site"),
                    vee,
                    size,
                    attachments.stream().map(Mark::attachment).toList(),
                    ready(values),
                    new Epoch(number(values, "epoch")),
                    new IntentId(number(values, "intent")),
                    VeeState.valueOf(text(values, "state")),
                    Instant.parse(text(values, "since")),
                    to == null ? null : new HostId(to));
        } catch (IllegalArgumentException | DateTimeException e) {
            return null;
        }
    }

    /** A domain that was defined before there were probes bears none. */
    private static Probe ready(Map<String, String> values) {
        var kind = values.get("ready");
        if (kind == null) {
            return Probe.DEFAULT;
        }
        var within = Duration.parse(text(values, "within"));
        return switch (kind) {
            case "boot" -> new Probe.Boot(within);
            case "agent" -> new Probe.Agent(within);
            case "tcp" -> new Probe.Tcp(Integer.parseInt(text(values, "port")), within);
            case "http" -> new Probe.Http(Integer.parseInt(text(values, "port")), text(values, "path"), within);
            default -> throw new IllegalArgumentException("no probe: " + kind);
        };
    }

    private static Attachment attachment(Map<String, String> values) {
        var ceiling = values.containsKey("ceiling") ? Long.valueOf(number(values, "ceiling")) : null;
        return new Attachment(new Host.Nic(text(values, "network"), ceiling), values.get("address"));
    }

    private static long number(Map<String, String> values, String name) {
        return Long.parseLong(text(values, name));
    }

    private static String text(Map<String, String> values, String name) {
        var value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }
}
