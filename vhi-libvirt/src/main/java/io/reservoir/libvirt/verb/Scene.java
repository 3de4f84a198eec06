package io.reservoir.libvirt.verb;

import io.reservoir.libvirt.binding.Domain;
import io.reservoir.libvirt.binding.Domain.Scope;
import io.reservoir.libvirt.binding.Fault;
import io.reservoir.libvirt.binding.Session;
import io.reservoir.libvirt.watch.Inventory;
import io.reservoir.libvirt.watch.OurDomain;
import io.reservoir.libvirt.xml.Mark;
import io.reservoir.libvirt.xml.Seen;
import io.reservoir.model.port.Outcome;
import io.reservoir.model.port.Outcome.Refusal;
import io.reservoir.model.service.Size;
import io.reservoir.model.vee.VeeState;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A call as a verb meets it: the host over an open connection, what is on it, and whom the call is about. */
record Scene(Site site, Session session, Facts facts, Order order, Inventory inventory) {
    /** The VEE's domain, null where it is not there. */
    @Nullable
    OurDomain find() {
        return inventory.ours().get(order.vee());
    }

    /** The VEE's domain, for verbs that are not done where it is not there. */
    OurDomain ours() {
        return Objects.requireNonNull(find());
    }

    VeeState state() {
        var ours = find();
        return ours == null ? VeeState.DESTROYED : ours.now().state();
    }

    UUID uuid() {
        return order.vee().uuid(site.settings().site());
    }

    /** Keeps room for the VEE at that size until the call is over; or says that there is none. */
    void reserve(Size wanted) throws Fault, NotDone {
        var room = site.room();
        synchronized (room) {
            var inventory = look();
            room.reserve(order.vee(), wanted, facts.total(), site.taken(session, inventory), inventory);
        }
    }

    /** What is on the host at this moment. */
    Inventory look() throws Fault {
        return Inventory.take(session, site.settings().site(), site.history(), site.disks());
    }

    /** Where the host keeps volumes, for verbs that need one. */
    VolumeStore volumes() throws NotDone {
        var store = site.outfit().volumes();
        if (store == null) {
            throw new NotDone(Refusal.UNSUPPORTED, "this host keeps no volumes");
        }
        return store;
    }

    Instant now() {
        return site.clock().instant();
    }

    /** A handle of the VEE's domain, to be closed. */
    Domain domain() throws Fault, NotDone {
        var domain = session.domain(uuid());
        if (domain == null) {
            throw new NotDone(Refusal.WRONG_STATE, order.vee() + " is not there any more");
        }
        return domain;
    }

    /** The mark that the call leaves on a domain that comes into that state by it. */
    Mark mark(OurDomain ours, VeeState state, Instant at) {
        return ours.mark().by(order.epoch(), order.intent()).in(state, at);
    }

    /** Writes a mark where the domain bears it from now on, running or not. */
    static void write(Domain domain, Mark mark) throws Fault {
        domain.setMetadata(mark.element(), Mark.PREFIX, Mark.NAMESPACE, scope(domain));
    }

    static void forgetSeen(Domain domain) throws Fault {
        domain.setMetadata(null, Seen.PREFIX, Seen.NAMESPACE, scope(domain));
    }

    private static Scope scope(Domain domain) throws Fault {
        return domain.isActive() ? Scope.BOTH : Scope.CONFIG;
    }

    /** Brings the domain into a state: says so in its mark, acts, and takes it back where that failed. */
    Outcome bring(OurDomain ours, VeeState state, Act act) throws Fault, NotDone {
        try (var domain = domain()) {
            var at = now();
            write(domain, mark(ours, state, at));
            try {
                act.on(domain);
            } catch (Fault fault) {
                restore(domain, ours.mark(), fault);
                throw fault;
            }
            return new Outcome.Done(at);
        }
    }

    private static void restore(Domain domain, Mark before, Fault fault) {
        if (fault.kind() == Fault.Kind.DISCONNECTED) {
            return;
        }
        try {
            write(domain, before);
        } catch (Fault again) {
            fault.addSuppressed(again);
        }
    }

    /** What is done to a domain. */
    @FunctionalInterface
    interface Act {
        void on(Domain domain) throws Fault;
    }
}
