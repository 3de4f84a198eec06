package io.reservoir.libvirt.verb;

import io.reservoir.libvirt.binding.Fault;
import io.reservoir.libvirt.xml.Difference;
import io.reservoir.libvirt.xml.DomainPlan;
import io.reservoir.libvirt.xml.DomainView;
import io.reservoir.libvirt.xml.DomainWriter;
import io.reservoir.libvirt.xml.Mark;
import io.reservoir.libvirt.xml.Nic;
import io.reservoir.libvirt.xml.UnfitText;
import io.reservoir.libvirt.xml.XmlText;
import io.reservoir.model.port.Host.Attachment;
import io.reservoir.model.port.Host.Definition;
import io.reservoir.model.port.Outcome;
import io.reservoir.model.port.Outcome.Refusal;
import io.reservoir.model.service.Probe;
import io.reservoir.model.vee.VeeState;
import io.reservoir.model.vee.Verb;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Makes what the VEE needs, then its domain, for good; takes all of it away again where a step fails. */
record Define(Definition definition) implements Action {
    /** A running VEE can grow to that many times the vCPUs that it was defined with, if the host has them. */
    private static final int GROWTH = 4;

    @Override
    public Verb verb() {
        return Verb.DEFINE;
    }

    @Override
    public Outcome on(Scene scene) throws Fault, NotDone {
        var site = scene.site();
        var vee = definition.vee();
        var name = XmlText.domainName(site.settings().site(), vee);
        if (scene.inventory().isTaken(name, vee.uuid(site.settings().site()))) {
            throw new NotDone(Refusal.NOT_OURS, "a domain of the name or UUID of " + vee + " is not ours");
        }
        scene.reserve(definition.size());
        var at = scene.now();
        try {
            define(scene, name, at);
            return new Outcome.Done(at);
        } catch (UnfitText unfit) {
            undo(scene, unfit);
            throw new NotDone(Refusal.FAILED, String.valueOf(unfit.getMessage()));
        } catch (Fault | NotDone e) {
            undo(scene, e);
            throw e;
        }
    }

    private void define(Scene scene, String name, Instant at) throws Fault, NotDone {
        var plan = plan(scene, scene.site().outfit().prepare(scene.session(), definition), name, at);
        var xml = DomainWriter.write(plan);
        compare(plan, xml);
        try (var domain = scene.session().define(xml)) {
            compare(plan, domain.inactiveXml());
        }
    }

    private DomainPlan plan(Scene scene, Outfit.Devices devices, String name, Instant at) throws NotDone {
        var site = scene.site();
        var attachments = new ArrayList<Attachment>();
        var nics = new ArrayList<Nic>();
        for (var i = 0; i < definition.nics().size(); i++) {
            var wanted = definition.nics().get(i);
            attachments.add(new Attachment(
                    wanted, i < devices.addresses().size() ? devices.addresses().get(i) : null));
            if (i < devices.nics().size()) {
                nics.add(devices.nics().get(i).with(wanted.ceilingBytesPerSecond()));
            }
        }
        var mark = new Mark(
                site.settings().site(),
                definition.vee(),
                definition.size(),
                attachments,
                askable(attachments),
                scene.order().epoch(),
                scene.order().intent(),
                VeeState.DEFINED,
                at,
                null);
        var vcpus = definition.size().vcpus();
        return new DomainPlan(
                scene.facts().type(),
                scene.facts().architecture(),
                name,
                definition.vee().uuid(site.settings().site()),
                mark,
                Math.max(vcpus, Math.min(GROWTH * vcpus, scene.facts().cpus())),
                devices.boot(),
                devices.disks(),
                nics,
                site.settings().consoleLog(name));
    }

    /** The VEE's probe; one that asks it at an address needs an address. */
    private Probe askable(List<Attachment> attachments) throws NotDone {
        var ready = definition.ready();
        var isAtAddress = ready instanceof Probe.Tcp || ready instanceof Probe.Http;
        if (isAtAddress && attachments.stream().allMatch(attachment -> attachment.address() == null)) {
            throw new NotDone(
                    Refusal.UNSUPPORTED,
                    definition.vee() + " has no address at which one could ask whether it is ready: attach it to a"
                            + " network, or write `ready when boot`");
        }
        return ready;
    }

    private static void compare(DomainPlan plan, String xml) throws NotDone {
        var differences = Difference.between(plan, DomainView.read(xml));
        if (!differences.isEmpty()) {
            throw new NotDone(Refusal.FAILED, "the domain is not as it was meant: " + String.join(", ", differences));
        }
    }

    /** Nobody is told that it is defined, so nothing of it may stay. */
    private void undo(Scene scene, Exception why) {
        try (var domain = scene.session()
                .domain(definition.vee().uuid(scene.site().settings().site()))) {
            if (domain != null) {
                domain.undefine();
            }
            scene.site().outfit().remove(scene.session(), definition.vee());
        } catch (Fault fault) {
            why.addSuppressed(fault);
        }
    }
}
