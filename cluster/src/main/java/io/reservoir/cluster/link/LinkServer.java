package io.reservoir.cluster.link;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ends of the links that peers have made to this node. Belongs to one event loop. */
final class LinkServer {
    private static final Logger LOG = LoggerFactory.getLogger(LinkServer.class);
    private static final int MOST_CONNECTIONS = 256;

    private final LinkIdentity identity;
    private final LinkSettings settings;
    private final LinkHandler handler;
    private final Context context;
    private final RandomGenerator chance;
    private final Consumer<String> linked;
    private final Set<Connection> connections = new HashSet<>();
    private final Map<String, Connection> byNode = new HashMap<>();

    /** @param linked told of each node whose link stands */
    LinkServer(
            LinkIdentity identity,
            LinkSettings settings,
            LinkHandler handler,
            Context context,
            RandomGenerator chance,
            Consumer<String> linked) {
        this.identity = identity;
        this.settings = settings;
        this.handler = handler;
        this.context = context;
        this.chance = chance;
        this.linked = linked;
    }

    void accept(NetSocket socket) {
        var connection = new Connection(socket);
        connections.add(connection);
        if (connections.size() > MOST_CONNECTIONS) {
            connection.refuse("too many links end here");
        }
    }

    /** Tells every peer. */
    void tell(List<News> news) {
        byNode.values().forEach(connection -> connection.socket.send(new Frame.Word(news)));
    }

    private final class Connection implements FrameSocket.Receiver {
        private final FrameSocket socket;
        private final long session = chance.nextLong();
        private final Map<Long, Incoming> incoming = new HashMap<>();
        private @Nullable LinkIdentity peer;
        private long lastSeq;
        private int batchesInWork;
        private int requestsInWork;

        private record Incoming(Frame.Request request, Assembly body) {}

        Connection(NetSocket made) {
            socket = new FrameSocket(made, settings, this);
        }

        @Override
        public void received(Frame frame) {
            if (peer == null) {
                switch (frame) {
                    case Frame.Hello(var link, var theirs) -> greeted(link, theirs);
                    default -> refuse("it begins without a greeting");
                }
                return;
            }
            switch (frame) {
                case Frame.Batch batch -> batch(batch);
                case Frame.Request request -> request(request);
                case Frame.Body(var id, var bytes) -> body(id, bytes);
                case Frame.Ping ping -> socket.send(new Frame.Pong());
                case Frame.Refused(var why) -> LOG.warn("link from {} is refused there: {}", inWords(), why);
                default -> refuse("a " + frame.getClass().getSimpleName() + " was not expected");
            }
        }

        private void greeted(int link, LinkIdentity theirs) {
            var objection = Handshake.objection(identity, link, theirs);
            if (objection != null) {
                refuse(objection);
                return;
            }
            peer = theirs;
            var older = byNode.put(theirs.node(), this);
            if (older != null) {
                older.refuse("node " + theirs.node() + " has made another link");
            }
            LOG.info("link from {} stands, release {}", inWords(), theirs.release());
            socket.send(new Frame.Welcome(Handshake.LINK, identity, session));
            linked.accept(theirs.node());
        }

        private void batch(Frame.Batch batch) {
            if (batch.session() != session) {
                refuse("a batch of another connection came: it was replayed");
            } else if (batch.seq() != lastSeq + 1) {
                refuse("batch " + batch.seq() + " came after batch " + lastSeq + ": it was replayed or reordered");
            } else if (batchesInWork == settings.inFlight()) {
                refuse("more than " + settings.inFlight() + " batches came without an acknowledgement");
            } else {
                lastSeq = batch.seq();
                batchesInWork++;
                var size = batch.readings().size();
                handler.readings(batch.readings()).whenComplete((taken, failure) -> {
                    if (failure != null) {
                        LOG.warn("{} readings of {} could not be taken: {}", size, inWords(), failure.getMessage());
                    }
                    var outcome = failure == null ? taken : new Taken(0, 0, size);
                    context.runOnContext(ignored -> acknowledge(batch.seq(), outcome));
                });
            }
        }

        private void acknowledge(long seq, Taken taken) {
            batchesInWork--;
            socket.send(new Frame.Ack(seq, taken));
        }

        private void request(Frame.Request request) {
            if (incoming.size() + requestsInWork >= settings.requests()) {
                refuse("more than " + settings.requests() + " requests came at once");
                return;
            }
            var begun = new Incoming(request, new Assembly(request.bodyBytes()));
            if (incoming.put(request.id(), begun) != null) {
                refuse("request " + request.id() + " came twice");
                return;
            }
            workIfAll(begun);
        }

        private void body(long id, Buffer part) {
            var begun = incoming.get(id);
            if (begun == null || !begun.body().add(part)) {
                refuse("a body came that nothing announced");
                return;
            }
            workIfAll(begun);
        }

        private void workIfAll(Incoming begun) {
            var head = begun.request();
            if (!begun.body().isComplete()) {
                return;
            }
            incoming.remove(head.id());
            requestsInWork++;
            var whole = new LinkRequest(
                    head.method(), head.target(), head.mediaType(), begun.body().bytes());
            handler.request(whole)
                    .whenComplete(
                            (reply, failure) -> context.runOnContext(ignored -> answer(head.id(), reply, failure)));
        }

        private void answer(long id, @Nullable LinkReply reply, @Nullable Throwable failure) {
            requestsInWork--;
            if (reply == null) {
                LOG.error("a request of {} failed", inWords(), failure);
                socket.send(new Frame.Reply(id, 500, "", List.of(), 0));
            } else if (reply.body().length() > settings.replyBytes()) {
                LOG.error("an answer to {} is larger than {} bytes", inWords(), settings.replyBytes());
                socket.send(new Frame.Reply(id, 500, "", List.of(), 0));
            } else {
                socket.send(new Frame.Reply(
                        id,
                        reply.status(),
                        reply.mediaType(),
                        reply.headers(),
                        reply.body().length()));
                socket.send(id, reply.body());
            }
        }

        private String inWords() {
            return peer == null ? socket.peer() : "node " + peer.node() + " at " + socket.peer();
        }

        private void refuse(String why) {
            LOG.warn("link from {} is refused: {}", inWords(), why);
            socket.refuse(why);
        }

        @Override
        public void unreadable(String why) {
            refuse(why);
        }

        @Override
        public void closed() {
            connections.remove(this);
            if (peer != null && byNode.remove(peer.node(), this)) {
                LOG.info("link from {} has ended", inWords());
            }
        }
    }
}
