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

    /** How long something is believed that nobody will tell the end of. */
    private static final long SHORT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private final Peers peers;
    private final LedgerMemory memory;
    private final Map<ServiceId, Listed> listed = new ConcurrentHashMap<>();
    private final AtomicLong changes = new AtomicLong();

    /**
     * What is known of a service.
     *
     * @param program null where there is no such service
     * @param forShort whether its owner would not tell when that changes
     */
    private record Listed(String owner, @Nullable CheckedService program, boolean forShort, long atNanos) {
        boolean isOf(NodeAddress node, long nowNanos) {
            return owner.equals(node.node()) && (!forShort || nowNanos - atNanos < SHORT_NANOS);
        }
    }

    Catalogue(Peers peers, LedgerMemory memory) {
        this.peers = peers;
        this.memory = memory;
    }

    /** The program of a service, null where there is no such service; {@link Unavailable} where nobody can tell. */
    @Nullable
    CheckedService program(ServiceId service) {
        var owner = peers.owner(service);
        var known = listed.get(service);
        if (known == null || !known.isOf(owner, System.nanoTime())) {
            var change = changes.get();
            known = asked(owner, service);
            if (listed.size() >= MOST) {
                listed.clear();
            }
            if (changes.get() == change) {
                listed.put(service, known);
            }
        }
        return known.program();
    }

    /** As its owner tells it, and as the ledger does where the owner cannot be asked. */
    private Listed asked(NodeAddress owner, ServiceId service) {
        var path = Paths.of(Paths.MANIFEST, service);
        try {
            var reply = peers.ask(owner, new LinkRequest("GET", path, "", Buffer.buffer()));
            if (reply.status() == OK) {
                var program = Rsl.compile(service.name(), reply.body().toString());
                return new Listed(owner.node(), program.service(), false, System.nanoTime());
            }
            if (reply.status() == NOT_FOUND) {
                return new Listed(owner.node(), null, true, System.nanoTime());
            }
        } catch (Unavailable e) {
            // the ledger is asked instead
        }
        return new Listed(owner.node(), memory.of(service).program(), true, System.nanoTime());
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
