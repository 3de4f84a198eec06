package io.reservoir.libvirt.binding;

import com.sun.jna.Pointer;
import io.reservoir.libvirt.binding.DomainEvent.Kind;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.ConnectionPointer;
import org.libvirt.jna.DomainPointer;
import org.libvirt.jna.Libvirt.VirConnectCloseFunc;
import org.libvirt.jna.Libvirt.VirConnectDomainEventCallback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where libvirt calls back. The two callbacks are never collected, whatever becomes of a connection; whose call it is
 * says a number that libvirt carries along.
 */
final class Callbacks {
    private static final Logger LOG = LoggerFactory.getLogger(Callbacks.class);
    private static final int LIFECYCLE = 0;
    private static final Map<Long, Target> TARGETS = new ConcurrentHashMap<>();
    private static final AtomicLong NUMBERS = new AtomicLong();
    private static final VirConnectDomainEventCallback EVENT = Callbacks::event;
    private static final VirConnectCloseFunc CLOSED = Callbacks::closed;

    /** Who is told about one connection, on the event thread. */
    interface Target {
        void happened(DomainEvent event);

        void closed(String why);
    }

    private Callbacks() {}

    /** From now on that target hears when the connection is cut off, and what happens to domains where it wants to. */
    static void register(Libvirt libvirt, ConnectionPointer connection, Target target, boolean events) throws Fault {
        var number = NUMBERS.incrementAndGet();
        TARGETS.put(number, target);
        var opaque = Pointer.createConstant(number);
        // drivers that live in this process cannot be cut off
        var unused = libvirt.calls.virConnectRegisterCloseCallback(connection, CLOSED, opaque, null);
        if (events) {
            libvirt.check(
                    libvirt.calls.virConnectDomainEventRegisterAny(connection, null, LIFECYCLE, EVENT, opaque, null));
        }
    }

    private static int event(
            ConnectionPointer connection, DomainPointer domain, int event, int detail, @Nullable Pointer opaque) {
        try {
            var target = TARGETS.get(Pointer.nativeValue(opaque));
            var kinds = Kind.values();
            if (target != null && event >= 0 && event < kinds.length) {
                target.happened(new DomainEvent(Domain.uuid(Libvirt.get(), domain), kinds[event]));
            }
        } catch (Fault | RuntimeException e) {
            LOG.error("an event of libvirt was lost", e);
        }
        return 0;
    }

    private static void closed(ConnectionPointer connection, int reason, @Nullable Pointer opaque) {
        try {
            var target = TARGETS.remove(Pointer.nativeValue(opaque));
            if (target != null) {
                target.closed(
                        switch (reason) {
                            case 1 -> "the other end closed it";
                            case 2 -> "it did not answer keepalives";
                            case 3 -> "it was closed";
                            default -> "the connection broke";
                        });
            }
        } catch (RuntimeException e) {
            LOG.error("the end of a connection to libvirt was not noticed", e);
        }
    }
}
