package io.reservoir.controller.cli;

import io.reservoir.controller.api.view.DecisionsView;
import io.reservoir.controller.api.view.HostView;
import io.reservoir.controller.api.view.HostsView;
import io.reservoir.controller.api.view.LedgerView;
import io.reservoir.controller.api.view.ServicesView;
import io.reservoir.controller.api.view.SizeView;
import io.reservoir.controller.api.view.VeesView;
import io.reservoir.controller.explain.ShopLedger;
import io.reservoir.controller.whynot.Inquiry.About;
import io.reservoir.model.decision.Variable;
import java.util.List;
import java.util.Objects;

/** A server that answers as one would that runs {@link ShopLedger}. */
final class ShopServer {
    private ShopServer() {}

    static CannedServer started() {
        var site = new LedgerSite(ShopLedger.written());
        var entries = site.entries("Shop");
        return new CannedServer()
                .when("GET /v1/services", new ServicesView(site.services(), null))
                .when("GET /v1/services/Shop", site.service("Shop"))
                .when("GET /v1/services/Shop/vees", new VeesView(site.vees("Shop")))
                .when("GET /v1/services/Shop/decisions", new DecisionsView(site.decisions("Shop", null, 20), null))
                .when("GET /v1/services/Shop/ledger", exchange -> {
                    var query = exchange.getRequestURI().getQuery();
                    var after = Long.parseLong(query.replaceAll(".*after=(\\d+).*", "$1"));
                    var view = new LedgerView(
                            entries.page(after).stream().limit(15).toList(), null);
                    CannedServer.sending(200, "application/json", CannedServer.json(view))
                            .send(exchange);
                })
                .when(
                        "GET /v1/services/Shop/explanation?variable=Replicas%28C1%29",
                        Objects.requireNonNull(site.explanation("Shop", Variable.replicas("C1"), null)))
                .when(
                        "GET /v1/services/Shop/why-not?variable=Replicas%28C1%29",
                        site.whyNot("Shop", Variable.replicas("C1"), new About.Either()))
                .when(
                        "GET /v1/services/Shop/why-not?variable=Replicas%28C1%29&direction=more",
                        site.whyNot("Shop", Variable.replicas("C1"), new About.More()))
                .when(
                        "GET /v1/services/Shop/why-not?variable=Replicas%28C1%29&direction=less",
                        site.whyNot("Shop", Variable.replicas("C1"), new About.Less()))
                .when(
                        "GET /v1/services/Shop/why-not?variable=Replicas%28C1%29&target=3",
                        site.whyNot("Shop", Variable.replicas("C1"), new About.Size(3)))
                .when("GET /v1/services/Shop/rules", site.rules("Shop"))
                .when(
                        "GET /v1/services/Shop/manifest",
                        CannedServer.sending(200, "text/plain; charset=utf-8", ShopLedger.MANIFEST))
                .when("GET /v1/hosts", new HostsView(ShopLedger.NOON, hosts()));
    }

    private static List<HostView> hosts() {
        var total = new SizeView(16, 64_000_000_000L, 1_000_000_000_000L);
        var free = new SizeView(12, 60_000_000_000L, 960_000_000_000L);
        var taken = new SizeView(4, 4_000_000_000L, 40_000_000_000L);
        return List.of(
                new HostView("host-1", true, "Domain1", total, taken, free, List.of("Shop/C1[1]#1", "Shop/C2[1]#1")),
                new HostView("host-2", false, null, null, null, null, List.of()));
    }
}
