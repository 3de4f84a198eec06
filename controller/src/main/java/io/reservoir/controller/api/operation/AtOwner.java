package io.reservoir.controller.api.operation;

import io.reservoir.cluster.link.LinkReply;
import io.reservoir.cluster.link.LinkRequest;
import io.reservoir.controller.api.backend.Backend;
import io.reservoir.controller.api.http.Call;
import io.reservoir.controller.api.http.Operation;
import io.reservoir.controller.api.http.PeerRequests;
import io.reservoir.controller.api.http.Problem;
import io.reservoir.controller.api.http.Reply;
import io.reservoir.controller.api.http.Route;
import io.reservoir.controller.api.http.Unavailable;
import io.reservoir.model.service.ServiceId;
import io.vertx.core.buffer.Buffer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An operation about one service, done by the node that owns it, wherever it was asked for. What another node asks for
 * is not sent on: two nodes that take each other for the owner do not play ball with it.
 */
final class AtOwner implements Operation {
    private final Backend backend;
    private final Operation operation;
    private final Function<Call, ServiceId> about;
    private final boolean fromLedger;

    private AtOwner(Backend backend, Operation operation, Function<Call, ServiceId> about, boolean fromLedger) {
        this.backend = backend;
        this.operation = operation;
        this.about = about;
        this.fromLedger = fromLedger;
    }

    /** What changes a service, or asks for what its owner alone knows. */
    static Operation only(Backend backend, Operation operation) {
        return new AtOwner(backend, operation, call -> call.get(Params.SERVICE), false);
    }

    /** What is about the site as a whole, and done by the owner of its ledger. */
    static Operation site(Backend backend, Operation operation) {
        return new AtOwner(backend, operation, call -> ServiceId.SITE, false);
    }

    /** What the ledger can tell too, and does where the owner is away. */
    static Operation orLedger(Backend backend, Operation operation) {
        return new AtOwner(backend, operation, call -> call.get(Params.SERVICE), true);
    }

    @Override
    public Route route() {
        return operation.route();
    }

    @Override
    public String id() {
        return operation.id();
    }

    @Override
    public Reply handle(Call call) {
        var service = about.apply(call);
        if (backend.peers().isOurs(service)) {
            return here(backend, service, operation.handle(call));
        }
        try {
            return relayed(backend, route(), service, call);
        } catch (Unavailable e) {
            if (!fromLedger || call.isFromPeer()) {
                throw e;
            }
            var known = backend.known(service);
            var age = known == null ? null : known.age();
            var reply = operation.handle(call);
            return age == null ? reply : new Reply.Aged(reply, age);
        }
    }

    /** The reply of this node, unless it has lost the service meanwhile: then it knows nothing of it any more. */
    static Reply here(Backend backend, ServiceId service, Reply reply) {
        if (reply instanceof Reply.Failure failure
                && (failure.problem() == Problem.NOT_FOUND || failure.problem() == Problem.CONFLICT)
                && !backend.peers().isOurs(service)) {
            throw givenAway(service);
        }
        return reply;
    }

    /** Its next owner can do it. */
    static Unavailable givenAway(ServiceId service) {
        return new Unavailable("service `" + service + "` has just been given to another node");
    }

    /** The reply of the owner; {@link Unavailable} where there is none now. */
    static Reply relayed(Backend backend, Route route, ServiceId service, Call call) {
        var owner = backend.peers().owner(service);
        if (call.isFromPeer()) {
            throw new Unavailable(
                    "service `" + service + "` is of node " + owner.node() + ", and was asked of this one");
        }
        var mediaType = route.body() == null ? "" : call.mediaType();
        var body = Buffer.buffer(call.body());
        var request = new LinkRequest(route.method().name(), call.target(), mediaType, body);
        var reply = backend.peers().ask(owner, request);
        if (reply.status() == Problem.UNAVAILABLE.status()) {
            throw new Unavailable("node " + owner.node() + " owns service `" + service + "` and cannot do it now");
        }
        return new Reply.Relayed(reply.status(), reply.mediaType(), reply.body(), location(reply));
    }

    private static @Nullable String location(LinkReply reply) {
        for (var header : reply.headers()) {
            if (header.name().equals(PeerRequests.LOCATION)) {
                return header.value();
            }
        }
        return null;
    }
}
