package io.reservoir.controller.api.operation;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.reservoir.cluster.link.LinkRequest;
import io.reservoir.cluster.ownership.ClusterView;
import io.reservoir.controller.api.backend.Backend;
import io.reservoir.controller.api.backend.Known;
import io.reservoir.controller.api.http.Call;
import io.reservoir.controller.api.http.Operation;
import io.reservoir.controller.api.http.Reply;
import io.reservoir.controller.api.http.Route;
import io.reservoir.controller.api.http.Unavailable;
import io.reservoir.controller.api.view.Paths;
import io.reservoir.controller.api.view.ServiceView;
import io.reservoir.controller.api.view.ServicesView;
import io.reservoir.controller.api.view.ViewJson;
import io.reservoir.model.ledger.Shard;
import io.reservoir.model.site.NodeAddress;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** Shows all services: those of this node, and those that all others show. */
final class ListServices implements Operation {
    private static final ObjectMapper JSON = ViewJson.mapper();
    private static final int OK = 200;

    private final Backend backend;
    private final Supplier<ClusterView> cluster;

    ListServices(Backend backend, Supplier<ClusterView> cluster) {
        this.backend = backend;
        this.cluster = cluster;
    }

    @Override
    public Route route() {
        return Route.get(Paths.SERVICES, "Shows all services")
                .answering(200, "all services, by name", ServicesView.class);
    }

    @Override
    public Reply handle(Call call) {
        var ours = ours();
        var missing = new ArrayList<String>();
        var here = cluster.get();
        if (here.unreadable() > 0) {
            missing.add("those of " + here.unreadable() + " of " + Shard.COUNT + " shards, which node " + here.self()
                    + " cannot load: its log says why");
        }
        if (call.isFromPeer() || backend.peers().areNone()) {
            return reply(ours, missing);
        }
        var byName = new TreeMap<String, ServiceView>();
        var others = backend.peers().others();
        var asked = new LinkedHashMap<NodeAddress, CompletableFuture<ServicesView>>();
        for (var node : others.nodes()) {
            var answer = new CompletableFuture<ServicesView>();
            asked.put(node, answer);
            Thread.ofVirtual().name("gather").start(() -> ask(node, answer));
        }
        merge(ours, byName);
        asked.forEach((node, answer) -> {
            try {
                var theirs = answer.join();
                merge(theirs.services(), byName);
                missing.addAll(Objects.requireNonNullElse(theirs.missing(), List.of()));
            } catch (CompletionException e) {
                missing.add("those of node " + node.node() + ", which does not answer");
            }
        });
        var orphans = others.orphans() - here.unreadable();
        if (orphans > 0) {
            missing.add("those of " + orphans + " of " + Shard.COUNT + " shards, whose owner is not known");
        }
        return reply(List.copyOf(byName.values()), missing);
    }

    private static Reply reply(List<ServiceView> services, List<String> missing) {
        return Reply.ok(new ServicesView(services, missing.isEmpty() ? null : missing));
    }

    private List<ServiceView> ours() {
        return backend
                .nodes(node -> node.images().stream()
                        .map(image -> Known.of(node, image.id()))
                        .filter(Objects::nonNull)
                        .map(Known::view)
                        .toList())
                .stream()
                .flatMap(List::stream)
                .sorted((one, other) -> one.service().compareTo(other.service()))
                .toList();
    }

    private void ask(NodeAddress node, CompletableFuture<ServicesView> answer) {
        try {
            var reply = backend.peers().ask(node, new LinkRequest("GET", Paths.SERVICES, "", Buffer.buffer()));
            if (reply.status() != OK) {
                throw new Unavailable("node " + node.node() + " answers with status " + reply.status());
            }
            answer.complete(JSON.readValue(reply.body().getBytes(), ServicesView.class));
        } catch (IOException | RuntimeException e) {
            answer.completeExceptionally(e);
        }
    }

    /** While a service is being handed over two nodes may show it: the one that has seen more of it counts. */
    private static void merge(Collection<ServiceView> views, SortedMap<String, ServiceView> into) {
        views.forEach(view ->
                into.merge(view.service(), view, (one, other) -> one.lastSeq() > other.lastSeq() ? one : other));
    }
}
