package io.reservoir.controller.api.operation;

import io.reservoir.controller.api.backend.Backend;
import io.reservoir.controller.api.http.Call;
import io.reservoir.controller.api.http.Operation;
import io.reservoir.controller.api.http.Reply;
import io.reservoir.controller.api.http.Route;
import io.reservoir.controller.api.view.HostView;
import io.reservoir.controller.api.view.HostsView;
import io.reservoir.controller.api.view.Paths;
import io.reservoir.controller.api.view.SizeView;
import io.reservoir.controller.observe.SiteView;
import io.reservoir.model.site.HostId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Shows the hosts as the loop saw them last: asking does not ask them again. */
final class ListHosts implements Operation {
    private final Backend backend;

    ListHosts(Backend backend) {
        this.backend = backend;
    }

    @Override
    public Route route() {
        return Route.get(Paths.HOSTS, "Shows the hosts of the site, as they were last seen")
                .answering(200, "all hosts, by name", HostsView.class);
    }

    @Override
    public Reply handle(Call call) {
        var pass = backend.lastPass();
        if (pass == null) {
            return Reply.ok(new HostsView(null, List.of()));
        }
        var hosts = new ArrayList<HostView>();
        pass.view().hosts().forEach((id, seen) -> hosts.add(seen(id, seen)));
        pass.view()
                .silent()
                .forEach(id -> hosts.add(new HostView(id.name(), false, null, null, null, null, List.of())));
        hosts.sort(Comparator.comparing(HostView::host));
        return Reply.ok(new HostsView(pass.view().at(), hosts));
    }

    private static HostView seen(HostId id, SiteView.Seen seen) {
        var capacity = seen.capacity();
        return new HostView(
                id.name(),
                true,
                capacity.domain(),
                SizeView.of(capacity.total()),
                SizeView.of(capacity.taken()),
                SizeView.of(capacity.free()),
                seen.byService().values().stream()
                        .flatMap(List::stream)
                        .map(sighting -> sighting.vee().toString())
                        .sorted()
                        .toList());
    }
}
