package io.reservoir.controller.api.backend;

import io.reservoir.cluster.link.LinkRequest;
import io.reservoir.controller.api.http.Unavailable;
import io.reservoir.controller.api.view.Paths;
import io.reservoir.dsl.Rsl;
import io.reservoir.dsl.program.CheckedService;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.site.NodeAddress;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The programs of services that other nodes own, to check their readings by. A program is asked for once, and again
 * when its owner says that it has changed, when another node owns it, and when the link to its owner was broken. Safe
 * for many threads; asking blocks.
 */
public final class Catalogue {
    private static final int MOST = 20_000;

    /** How long a service is believed not to exist. */
    private static final long ABSENT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private final Peers peers;
    private final Map<ServiceId, Listed> listed = new ConcurrentHashMap<>();
    private final AtomicLong changes = new AtomicLong();

    /** @param program null where the owner has no such service */
    private record Listed(String owner, @Nullable CheckedService program, long atNanos) {
        boolean isOf(NodeAddress node, long nowNanos) {
            return owner.equals(node.node()) && (program != null || nowNanos - atNanos < ABSENT_NANOS);
        }
    }

    Catalogue(Peers peers) {
        this.peers = peers;
    }

    /** The program of a service, null where there is no such service; {@link Unavailable} where nobody can tell. */
    @Nullable
    CheckedService program(ServiceId service) {
        var owner = peers.owner(service);
        var known = listed.get(service);
        if (known != null && known.isOf(owner, System.nanoTime())) {
            return known.program();
        }
        var change = changes.get();
        var asked = ask(owner, service);
        if (listed.size() >= MOST) {
            listed.clear();
        }
        if (changes.get() == change) {
            listed.put(service, new Listed(owner.node(), asked, System.nanoTime()));
        }
        return asked;
    }

    private @Nullable CheckedService ask(NodeAddress owner, ServiceId service) {
        var reply = peers.ask(owner, new LinkRequest("GET", Paths.of(Paths.MANIFEST, service), "", Buffer.buffer()));
        return switch (reply.status()) {
            case OK -> Rsl.compile(service.name(), reply.body().toString()).service();
            case NOT_FOUND -> null;
            default -> throw new Unavailable("node " + owner.node() + " cannot say what `" + service + "` measures");
        };
    }

    /** A service has another manifest. */
    public void changed(ServiceId service) {
        changes.incrementAndGet();
        listed.remove(service);
    }

    /** A node was out of reach, and may have changed anything meanwhile. */
    public void forget(String owner) {
        changes.incrementAndGet();
        listed.values().removeIf(known -> known.owner().equals(owner));
    }
}
