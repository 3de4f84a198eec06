package io.reservoir.libvirt.verb;

import io.reservoir.libvirt.binding.Answer;
import io.reservoir.libvirt.binding.Domain.Scope;
import io.reservoir.libvirt.binding.Fault;
import io.reservoir.libvirt.binding.LibvirtConnection;
import io.reservoir.libvirt.binding.Session;
import io.reservoir.libvirt.watch.OurDomain;
import io.reservoir.libvirt.xml.DomainView;
import io.reservoir.libvirt.xml.Seen;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what was seen of domains into them, so that who looks later, another process too, sees the same. It is in
 * nobody's way: it writes one after the other on a thread of its own, and what cannot be written now is seen again.
 */
final class Scribe implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Scribe.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final LibvirtConnection connection;
    private final String site;
    private final Locks locks;
    private final ExecutorService thread;
    private final Map<UUID, Seen> written = new ConcurrentHashMap<>();

    Scribe(LibvirtConnection connection, String site, Locks locks) {
        this.connection = connection;
        this.site = site;
        this.locks = locks;
        thread = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name("scribe").daemon().factory());
    }

    /** Sees to it that a domain bears what was seen of it, if that does not follow from its mark. */
    void keep(OurDomain ours) {
        var now = ours.now();
        var mark = ours.mark();
        var follows = mark.brought() == now.state() && mark.since().equals(now.since()) && !now.booted();
        if (follows || now.equals(ours.view().seen())) {
            written.remove(ours.view().uuid());
            return;
        }
        if (!now.equals(written.put(ours.view().uuid(), now))) {
            thread.execute(() -> write(ours));
        }
    }

    private void write(OurDomain ours) {
        var answer = connection.call(PATIENCE, session -> written(session, ours));
        if (!(answer instanceof Answer.Is<Boolean>)) {
            LOG.debug("what was seen of {} is not written: {}", ours.vee(), answer);
            written.remove(ours.view().uuid());
        }
    }

    /** Not where a verb has spoken since. */
    private boolean written(Session session, OurDomain ours) throws Fault {
        return locks.holding(ours.vee(), () -> {
            try (var domain = session.domain(ours.vee().uuid(site))) {
                if (domain == null
                        || !ours.mark().equals(DomainView.read(domain.xml()).mark())) {
                    return false;
                }
                domain.setMetadata(
                        ours.now().element(),
                        Seen.PREFIX,
                        Seen.NAMESPACE,
                        domain.isActive() ? Scope.BOTH : Scope.CONFIG);
                return true;
            }
        });
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
