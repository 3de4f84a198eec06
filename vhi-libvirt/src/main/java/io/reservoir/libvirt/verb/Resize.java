package io.reservoir.libvirt.verb;

import io.reservoir.libvirt.binding.Domain;
import io.reservoir.libvirt.binding.Domain.Scope;
import io.reservoir.libvirt.binding.Fault;
import io.reservoir.libvirt.watch.OurDomain;
import io.reservoir.libvirt.xml.DomainPlan;
import io.reservoir.libvirt.xml.DomainView;
import io.reservoir.model.port.Outcome;
import io.reservoir.model.port.Outcome.Refusal;
import io.reservoir.model.service.Size;
import io.reservoir.model.vee.VeeState;
import io.reservoir.model.vee.Verb;

/**
 * Gives the domain other vCPUs and other memory; its disk stays. Off, it takes any. Running, it takes vCPUs up to as
 * many as it was defined for, and memory up to what it was started with; beyond that it has to be started anew.
 */
record Resize(Size size) implements Action {
    @Override
    public Verb verb() {
        return Verb.RESIZE;
    }

    @Override
    public Outcome on(Scene scene) throws Fault, NotDone {
        var ours = scene.ours();
        var has = ours.size();
        var wanted = new Size(size.vcpus(), size.memoryBytes(), has.diskBytes());
        scene.reserve(wanted);
        if (scene.state() == VeeState.ACTIVE) {
            refuseWhatCannotBeLive(wanted, ours.view());
        }
        try (var domain = scene.domain()) {
            if (scene.state() == VeeState.ACTIVE) {
                live(domain, has, wanted);
            } else {
                off(domain, ours, wanted);
            }
            Scene.write(
                    domain,
                    ours.mark()
                            .by(scene.order().epoch(), scene.order().intent())
                            .of(wanted));
        }
        return new Outcome.Done(scene.now());
    }

    private static void refuseWhatCannotBeLive(Size wanted, DomainView view) throws NotDone {
        if (wanted.vcpus() > view.mostVcpus()) {
            throw new NotDone(
                    Refusal.UNSUPPORTED,
                    "running, it can have " + view.mostVcpus() + " vCPUs; with more it has to be started anew");
        }
        if (DomainPlan.memoryKibibytes(wanted.memoryBytes()) > view.mostMemoryKibibytes()) {
            throw new NotDone(
                    Refusal.UNSUPPORTED,
                    "running, it can have " + view.mostMemoryKibibytes()
                            + " KiB of memory; with more it has to be started anew");
        }
    }

    private static void live(Domain domain, Size has, Size wanted) throws Fault, NotDone {
        if (wanted.vcpus() != has.vcpus()) {
            liveVcpus(domain, has.vcpus(), wanted.vcpus());
        }
        if (wanted.memoryBytes() != has.memoryBytes()) {
            domain.setMemory(DomainPlan.memoryKibibytes(wanted.memoryBytes()), Scope.BOTH);
        }
    }

    private static void liveVcpus(Domain domain, int has, int wanted) throws Fault, NotDone {
        try {
            domain.setVcpus(wanted, Scope.BOTH);
        } catch (Fault fault) {
            if (wanted < has && fault.kind() != Fault.Kind.DISCONNECTED) {
                throw new NotDone(
                        Refusal.UNSUPPORTED,
                        "its guest does not give vCPUs back, with fewer it has to be started anew: " + fault.text());
            }
            throw fault;
        }
    }

    /** A maximum grows before what it bounds, and shrinks after it. */
    private static void off(Domain domain, OurDomain ours, Size wanted) throws Fault {
        var view = ours.view();
        if (wanted.vcpus() > view.mostVcpus()) {
            domain.setMostVcpus(wanted.vcpus());
        }
        domain.setVcpus(wanted.vcpus(), Scope.CONFIG);
        var kibibytes = DomainPlan.memoryKibibytes(wanted.memoryBytes());
        if (kibibytes > view.mostMemoryKibibytes()) {
            domain.setMostMemory(kibibytes);
        }
        domain.setMemory(kibibytes, Scope.CONFIG);
        if (kibibytes < view.mostMemoryKibibytes()) {
            domain.setMostMemory(kibibytes);
        }
    }
}
