package io.reservoir.controller.api.http;

import io.reservoir.cluster.link.LinkReply;
import io.reservoir.cluster.link.LinkRequest;
import io.reservoir.model.port.Ids;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does operations for other nodes, on behalf of their clients. Safe for many threads; blocks. */
public final class PeerRequests {
    private static final Logger LOG = LoggerFactory.getLogger(PeerRequests.class);

    /** The header field of an answer that says where what was made is. */
    public static final String LOCATION = "Location";

    private final Routes routes;
    private final Ids ids;

    public PeerRequests(List<Operation> operations, Ids ids) {
        routes = new Routes(operations);
        this.ids = ids;
    }

    public LinkReply answer(LinkRequest request) {
        var mark = request.target().indexOf('?');
        var path = mark < 0 ? request.target() : request.target().substring(0, mark);
        var query = mark < 0 ? null : request.target().substring(mark + 1);
        var rendered = switch (routes.find(request.method(), path)) {
            case Routes.NoSuchPath none -> failure(Problem.UNKNOWN_ROUTE, "this node has nothing there", path);
            case Routes.NoSuchMethod other ->
                failure(Problem.METHOD_NOT_ALLOWED, "here, there are " + other.allowed(), path);
            case Routes.Found found -> answer(found, query, path, request);
        };
        var headers = new ArrayList<LinkReply.Header>();
        if (rendered.location() != null) {
            headers.add(new LinkReply.Header(LOCATION, rendered.location()));
        }
        return new LinkReply(rendered.status(), rendered.mediaType(), headers, rendered.body());
    }

    private Rendered answer(Routes.Found found, @Nullable String query, String path, LinkRequest request) {
        var operation = found.operation();
        var body = operation.route().body();
        if (request.body().length() > (body == null ? 0 : body.maxBytes())) {
            return failure(Problem.TOO_LARGE, "that is more than is taken here", path);
        }
        var reader = new ParameterReader(operation.route());
        var invalid = reader.read(found.raw(), query, name -> null);
        if (invalid != null) {
            return Rendered.of(invalid, path, null);
        }
        var call = new Call(reader.values(), request.mediaType(), request.body().getBytes(), request.target(), true);
        try {
            var reply = operation.handle(call);
            return reply instanceof Reply.Stream
                    ? failure(Problem.UNAVAILABLE, "a stream is not sent to other nodes", path)
                    : Rendered.of(reply, path, null);
        } catch (Unavailable e) {
            return failure(Problem.UNAVAILABLE, String.valueOf(e.getMessage()), path);
        } catch (RuntimeException | StackOverflowError e) {
            var id = ids.next();
            LOG.error("unexpected error {} in {} for another node", id, operation.id(), e);
            return Rendered.of(Reply.failure(Problem.INTERNAL, "it is logged as " + id), path, id);
        }
    }

    private static Rendered failure(Problem problem, String detail, String path) {
        return Rendered.of(Reply.failure(problem, detail), path, null);
    }
}
