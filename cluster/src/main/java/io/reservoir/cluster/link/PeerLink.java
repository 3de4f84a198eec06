package io.reservoir.cluster.link;

import io.reservoir.model.reading.Reading;
import io.reservoir.model.site.NodeAddress;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to one peer, made again whenever it breaks. Readings wait for it, within limits; requests do not. Its public
 * methods are for any thread, the others belong to its event loop.
 */
public final class PeerLink {
    private static final Logger LOG = LoggerFactory.getLogger(PeerLink.class);

    private final NodeAddress peer;
    private final LinkIdentity identity;
    private final LinkSettings settings;
    private final LinkHandler handler;
    private final LinkCounters counters;
    private final Vertx vertx;
    private final Context context;
    private final NetClient net;
    private final Outbox outbox;
    private final Backoff backoff;
    private final AtomicBoolean pumpAsked = new AtomicBoolean();
    private final Map<Long, Pending> pending = new HashMap<>();
    private volatile boolean up;
    private volatile boolean closed;
    private @Nullable Connection connection;
    private long nextRequest = 1;
    private boolean timerSet;

    /** Until a link is made again; null while nobody waits for that. */
    private @Nullable Long retry;

    private String lastTrouble = "";

    /** A request whose answer is waited for. */
    private static final class Pending {
        private final CompletableFuture<LinkReply> answer;
        private final long timer;
        private Frame.@Nullable Reply head;
        private @Nullable Assembly body;

        Pending(CompletableFuture<LinkReply> answer, long timer) {
            this.answer = answer;
            this.timer = timer;
        }
    }

    /** @param context of the event loop that the link lives on */
    PeerLink(
            NodeAddress peer,
            LinkIdentity identity,
            LinkSettings settings,
            LinkHandler handler,
            LinkCounters counters,
            Vertx vertx,
            Context context,
            NetClient net,
            RandomGenerator chance) {
        this.peer = peer;
        this.identity = identity;
        this.settings = settings;
        this.handler = handler;
        this.counters = counters;
        this.vertx = vertx;
        this.context = context;
        this.net = net;
        outbox = new Outbox(settings);
        backoff = new Backoff(settings.retryLeast(), settings.retryMost(), chance);
    }

    void open() {
        context.runOnContext(ignored -> connect());
    }

    /** The peer is there: a link that waits to be made again waits no longer. */
    void soon() {
        context.runOnContext(ignored -> {
            var waiting = retry;
            if (waiting != null && vertx.cancelTimer(waiting)) {
                backoff.reset();
                connect();
            }
        });
    }

    public NodeAddress peer() {
        return peer;
    }

    /** Whether the peer is there and has been agreed with. */
    public boolean isUp() {
        return up;
    }

    public LinkCounters counters() {
        return counters;
    }

    /** Readings that wait or are under way. */
    public int depth() {
        return outbox.depth();
    }

    /** True if so many more readings would cost others their place. */
    public boolean isFull(int more) {
        return outbox.isFull(more);
    }

    /** Takes readings along; where there is no room, the oldest batch that waits is dropped, and counted. */
    public void send(List<Reading> readings) {
        var dropped = outbox.add(readings, System.nanoTime());
        if (dropped > 0) {
            counters.dropped(dropped);
        }
        if (pumpAsked.compareAndSet(false, true)) {
            context.runOnContext(ignored -> pump());
        }
    }

    /** Asks the peer; fails with {@link LinkDown} where there is no link, or no answer in time. */
    public CompletionStage<LinkReply> ask(LinkRequest request) {
        var answer = new CompletableFuture<LinkReply>();
        context.runOnContext(ignored -> ask(request, answer));
        return answer;
    }

    private void ask(LinkRequest request, CompletableFuture<LinkReply> answer) {
        var live = connection;
        if (live == null || !up) {
            answer.completeExceptionally(new LinkDown("there is no link to node " + peer.node()));
        } else if (pending.size() >= settings.requests()) {
            answer.completeExceptionally(new LinkDown("too many requests wait for node " + peer.node()));
        } else {
            var id = nextRequest++;
            var timer = vertx.setTimer(settings.deadline().toMillis(), late -> expire(id));
            pending.put(id, new Pending(answer, timer));
            live.socket.send(new Frame.Request(
                    id,
                    request.method(),
                    request.target(),
                    request.mediaType(),
                    request.body().length()));
            live.socket.send(id, request.body());
        }
    }

    private void expire(long id) {
        var late = pending.remove(id);
        if (late != null) {
            late.answer.completeExceptionally(new LinkDown("node " + peer.node() + " does not answer"));
        }
    }

    private void connect() {
        retry = null;
        if (!closed) {
            net.connect(peer.peerPort(), peer.host()).onComplete(this::connected);
        }
    }

    private void connected(AsyncResult<NetSocket> result) {
        if (result.failed()) {
            trouble("link to " + inWords() + " cannot be made: "
                    + result.cause().getMessage());
            again();
        } else if (closed) {
            result.result().close();
        } else {
            connection = new Connection(result.result());
        }
    }

    private void again() {
        if (!closed) {
            retry = vertx.setTimer(backoff.next(), timer -> connect());
        }
    }

    /** Says a thing once, however often it happens. */
    private void trouble(String what) {
        if (!what.equals(lastTrouble)) {
            lastTrouble = what;
            LOG.warn("{}", what);
        }
    }

    private String inWords() {
        return "node " + peer.node() + " at " + peer.host() + ":" + peer.peerPort();
    }

    private void pump() {
        pumpAsked.set(false);
        var live = connection;
        if (live == null || !up) {
            return;
        }
        for (var due = outbox.next(System.nanoTime()); due != null; due = outbox.next(System.nanoTime())) {
            counters.sent(due.readings().size());
            live.socket.send(new Frame.Batch(live.session, due.seq(), due.readings()));
        }
        var wait = outbox.nanosUntilDue(System.nanoTime());
        if (wait >= 0 && !timerSet) {
            timerSet = true;
            vertx.setTimer(Math.max(1, TimeUnit.NANOSECONDS.toMillis(wait) + 1), timer -> {
                timerSet = false;
                pump();
            });
        }
    }

    /** Ends it; what waits is lost. */
    void close() {
        closed = true;
        context.runOnContext(ignored -> {
            var live = connection;
            if (live != null) {
                live.socket.close();
            }
        });
    }

    /** One connection, from its first frame to its end. */
    private final class Connection implements FrameSocket.Receiver {
        private final FrameSocket socket;
        private final long heart;
        private long session;
        private boolean refused;

        Connection(NetSocket made) {
            socket = new FrameSocket(made, settings, this);
            heart = vertx.setPeriodic(settings.heartbeat().toMillis(), beat -> socket.send(new Frame.Ping()));
            socket.send(new Frame.Hello(Handshake.LINK, identity));
        }

        @Override
        public void received(Frame frame) {
            switch (frame) {
                case Frame.Refused(var why) -> refused("link to " + inWords() + " is refused there: " + why);
                case Frame.Welcome welcome when !up -> welcomed(welcome);
                case Frame.Ack(var seq, var taken) when up -> acknowledged(seq, taken);
                case Frame.Reply head when up -> head(head);
                case Frame.Body(var id, var bytes) when up -> body(id, bytes);
                case Frame.Word(var news) when up -> handler.news(news);
                case Frame.Pong pong -> {
                    // that it came is all
                }
                default -> refuse("a " + frame.getClass().getSimpleName() + " was not expected");
            }
        }

        private void welcomed(Frame.Welcome welcome) {
            var objection = welcome.identity().node().equals(peer.node())
                    ? Handshake.objection(identity, welcome.link(), welcome.identity())
                    : "node " + welcome.identity().node() + " answers there";
            if (objection != null) {
                refuse(objection);
                return;
            }
            session = welcome.session();
            up = true;
            lastTrouble = "";
            backoff.reset();
            counters.connected();
            LOG.info(
                    "link to {} stands, release {}",
                    inWords(),
                    welcome.identity().release());
            handler.connected(peer.node());
            pump();
        }

        private void acknowledged(long seq, Taken taken) {
            if (!outbox.acknowledged(seq)) {
                refuse("batch " + seq + " is acknowledged and was not sent");
                return;
            }
            counters.untaken(taken.untaken());
            pump();
        }

        private void head(Frame.Reply head) {
            var waiting = pending.get(head.id());
            if (waiting != null) {
                waiting.head = head;
                waiting.body = new Assembly(head.bodyBytes());
                completeIfAll(head.id(), waiting);
            }
        }

        private void body(long id, Buffer part) {
            var waiting = pending.get(id);
            if (waiting == null) {
                // its time was up
                return;
            }
            if (waiting.body == null || !waiting.body.add(part)) {
                refuse("an answer is longer than was announced");
                return;
            }
            completeIfAll(id, waiting);
        }

        private void completeIfAll(long id, Pending waiting) {
            var head = waiting.head;
            var body = waiting.body;
            if (head != null && body != null && body.isComplete()) {
                pending.remove(id);
                vertx.cancelTimer(waiting.timer);
                waiting.answer.complete(new LinkReply(head.status(), head.mediaType(), head.headers(), body.bytes()));
            }
        }

        private void refuse(String why) {
            refused("link to " + inWords() + " is refused: " + why);
            socket.refuse(why);
        }

        private void refused(String what) {
            refused = true;
            counters.refuse();
            backoff.slow();
            trouble(what);
        }

        @Override
        public void unreadable(String why) {
            refuse(why);
        }

        @Override
        public void closed() {
            vertx.cancelTimer(heart);
            connection = null;
            if (!refused && !closed) {
                trouble("link to " + inWords() + (up ? " is broken" : " ended before it stood"));
            }
            up = false;
            counters.lost(outbox.disconnected());
            for (var waiting : List.copyOf(pending.values())) {
                vertx.cancelTimer(waiting.timer);
                waiting.answer.completeExceptionally(new LinkDown("the link to node " + peer.node() + " broke"));
            }
            pending.clear();
            again();
        }
    }
}
