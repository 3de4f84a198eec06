package io.reservoir.libvirt.verb;

import io.reservoir.libvirt.binding.Domain.Scope;
import io.reservoir.libvirt.binding.Fault;
import io.reservoir.libvirt.watch.OurDomain;
import io.reservoir.libvirt.xml.DomainPlan;
import io.reservoir.model.port.Host.Attachment;
import io.reservoir.model.port.Host.Nic;
import io.reservoir.model.port.Outcome;
import io.reservoir.model.port.Outcome.Refusal;
import io.reservoir.model.vee.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Bounds what the domain's interfaces may carry each way, from now on and when it is started again. */
record Limit(List<Nic> nics) implements Action {
    /** One interface, and how it is to be bounded from now on. */
    private record Bound(String mac, Nic nic) {}

    @Override
    public Verb verb() {
        return Verb.LIMIT;
    }

    @Override
    public Outcome on(Scene scene) throws Fault, NotDone {
        var ours = scene.ours();
        var wanted = attachments(ours);
        var bounds = bounds(ours, wanted);
        for (var bound : bounds) {
            if (bound.nic().ceilingBytesPerSecond() != null) {
                scene.site().outfit().requireBounds(scene.session(), bound.nic().network());
            }
        }
        try (var domain = scene.domain()) {
            var scope = domain.isActive() ? Scope.BOTH : Scope.CONFIG;
            for (var bound : bounds) {
                domain.setInterfaceParameters(
                        bound.mac(), parameters(bound.nic().ceilingBytesPerSecond()), scope);
            }
            Scene.write(
                    domain,
                    ours.mark()
                            .by(scene.order().epoch(), scene.order().intent())
                            .attached(wanted));
        }
        return new Outcome.Done(scene.now());
    }

    private static List<Bound> bounds(OurDomain ours, List<Attachment> wanted) {
        var bounds = new ArrayList<Bound>();
        for (var i = 0; i < Math.min(wanted.size(), ours.view().nics().size()); i++) {
            if (!wanted.get(i).equals(ours.mark().attachments().get(i))) {
                bounds.add(
                        new Bound(ours.view().nics().get(i).mac(), wanted.get(i).nic()));
            }
        }
        return bounds;
    }

    private static Map<String, Integer> parameters(@Nullable Long ceiling) {
        var kibibytes = ceiling == null ? 0 : (int) Math.min(Integer.MAX_VALUE, DomainPlan.kibibytes(ceiling));
        return Map.of("inbound.average", kibibytes, "outbound.average", kibibytes);
    }

    private List<Attachment> attachments(OurDomain ours) throws NotDone {
        var wanted = new ArrayList<>(ours.mark().attachments());
        for (var nic : nics) {
            var at = wanted.stream().map(a -> a.nic().network()).toList().indexOf(nic.network());
            if (at < 0) {
                throw new NotDone(Refusal.WRONG_STATE, ours.vee() + " is not attached to " + nic.network());
            }
            wanted.set(at, new Attachment(nic, wanted.get(at).address()));
        }
        return List.copyOf(wanted);
    }
}
