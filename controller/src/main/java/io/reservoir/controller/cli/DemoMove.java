package io.reservoir.controller.cli;

import io.reservoir.controller.api.view.HostView;
import io.reservoir.controller.api.view.HostsView;
import io.reservoir.controller.api.view.Paths;
import io.reservoir.controller.api.view.VeeView;
import io.reservoir.model.vee.VeePhase;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One live migration on the way: a ready VEE of a component goes on at another host. */
final class DemoMove {
    private final ServerSite site;
    private final String service;
    private final String component;
    private final LibvirtProgress progress;
    private @Nullable Going going;
    private boolean isDone;

    private record Going(String vee, String to) {}

    DemoMove(ServerSite site, String service, String component, LibvirtProgress progress) {
        this.site = site;
        this.service = service;
        this.component = component;
        this.progress = progress;
    }

    /** Begins as soon as there is a VEE that can move, and again where it did not come through; else does nothing. */
    void go() {
        if (isDone) {
            return;
        }
        var vees = site.vees(service);
        isDone = vees.stream().anyMatch(this::hasArrived);
        if (isDone || vees.stream().anyMatch(vee -> vee.movingTo() != null)) {
            return;
        }
        var hosts = site.server().get(Paths.HOSTS, HostsView.class).hosts();
        for (var vee : vees) {
            var to = vee.component().equals(component) && vee.phase() == VeePhase.READY ? other(vee, hosts) : null;
            if (to != null) {
                begin(vee, to);
                return;
            }
        }
    }

    private boolean hasArrived(VeeView vee) {
        return going != null && vee.id().equals(going.vee()) && going.to().equals(vee.host());
    }

    private void begin(VeeView vee, String to) {
        var path = new Query(Paths.of(Paths.MIGRATION, service, component, vee.ordinal())).with("to", to);
        try {
            site.server().post(path.toString(), null, VeeView.class);
            progress.tell("moving " + Replica.shown(vee.id()) + " from " + vee.host() + " to " + to);
            going = new Going(vee.id(), to);
        } catch (ProblemReply e) {
            // it was to stop by then: the next look finds another one
        }
    }

    private static @Nullable String other(VeeView vee, List<HostView> hosts) {
        return hosts.stream()
                .filter(host -> host.reachable() && !host.host().equals(vee.host()))
                .map(HostView::host)
                .findFirst()
                .orElse(null);
    }
}
