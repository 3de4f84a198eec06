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
    private final Terminal terminal;
    private boolean isBegun;

    DemoMove(ServerSite site, String service, String component, Terminal terminal) {
        this.site = site;
        this.service = service;
        this.component = component;
        this.terminal = terminal;
    }

    /** Begins as soon as there is a VEE that can move; later calls do nothing. */
    void go() {
        if (isBegun) {
            return;
        }
        var hosts = site.server().get(Paths.HOSTS, HostsView.class).hosts();
        for (var vee : site.vees(service)) {
            var to = vee.component().equals(component) && vee.phase() == VeePhase.READY ? other(vee, hosts) : null;
            if (to != null) {
                isBegun = true;
                terminal.tell("moving " + Replica.shown(vee.id()) + " from " + vee.host() + " to " + to);
                var path = new Query(Paths.of(Paths.MIGRATION, service, component, vee.ordinal())).with("to", to);
                site.server().post(path.toString(), null, VeeView.class);
                return;
            }
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
