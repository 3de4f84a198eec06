package io.reservoir.cluster.link;

import io.reservoir.model.service.ServiceId;
import io.reservoir.model.site.NodeAddress;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The links of a node: those that it made to its peers, and the port where theirs end. Safe for many threads. */
public final class PeerNetwork implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PeerNetwork.class);
    private static final int NEWS_IN_A_FRAME = 2_000;

    private final Parts parts;
    private final Vertx vertx;
    private final Context context;
    private final NetServer server;
    private final LinkServer ends;
    private final NetClient client;
    private final Map<NodeAddress, PeerLink> links = new HashMap<>();
    private final Map<String, LinkCounters> counters = new HashMap<>();
    private final Map<ServiceId, News> untold = new LinkedHashMap<>();
    private boolean closed;

    /**
     * What it is made of.
     *
     * @param address where peers reach this node
     * @param port 0 for any that is free
     * @param tls null for links that anybody on the network can read and make
     * @param chance for what two nodes should not do at the same moment, and for the numbers of connections
     * @param made told of every link that is made
     */
    public record Parts(
            LinkIdentity identity,
            InetAddress address,
            int port,
            LinkSettings settings,
            @Nullable LinkTls tls,
            LinkHandler handler,
            RandomGenerator chance,
            Consumer<PeerLink> made) {}

    private PeerNetwork(Parts parts, Vertx vertx) {
        this.parts = parts;
        this.vertx = vertx;
        context = vertx.getOrCreateContext();
        ends = new LinkServer(
                parts.identity(), parts.settings(), parts.handler(), context, parts.chance(), this::linked);
        server = vertx.createNetServer(serverOptions(parts));
        client = vertx.createNetClient(clientOptions(parts));
    }

    /** Begins to listen, or says why it cannot. */
    public static PeerNetwork start(Parts parts) throws IOException {
        var vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(2)
                .setWorkerPoolSize(1)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        var network = new PeerNetwork(parts, vertx);
        try {
            network.listen();
            return network;
        } catch (IOException | RuntimeException e) {
            vertx.close();
            throw e;
        }
    }

    private void listen() throws IOException {
        server.connectHandler(ends::accept);
        server.exceptionHandler(e -> LOG.warn("a link from a peer failed before it stood: {}", e.getMessage()));
        var listening = new CompletableFuture<Void>();
        context.runOnContext(ignored -> server.listen().onComplete(done -> {
            if (done.succeeded()) {
                listening.complete(null);
            } else {
                listening.completeExceptionally(done.cause());
            }
        }));
        try {
            listening.get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            var cause = e.getCause() == null ? e : e.getCause();
            var where = parts.address().getHostAddress() + ":" + parts.port();
            throw new IOException("peers cannot reach this node at " + where + ": " + cause.getMessage(), cause);
        } catch (TimeoutException e) {
            throw new IOException("it took more than 30 s to listen for peers", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static NetServerOptions serverOptions(Parts parts) {
        var options = new NetServerOptions()
                .setHost(parts.address().getHostAddress())
                .setPort(parts.port())
                .setTcpNoDelay(true)
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setReadIdleTimeout((int) parts.settings().silence().toMillis());
        var tls = parts.tls();
        if (tls != null) {
            options.setSsl(true)
                    .setKeyCertOptions(tls.identity())
                    .setTrustOptions(tls.authorities())
                    .setClientAuth(ClientAuth.REQUIRED);
        }
        return options;
    }

    private static NetClientOptions clientOptions(Parts parts) {
        var options = new NetClientOptions()
                .setConnectTimeout((int) parts.settings().silence().toMillis())
                .setTcpNoDelay(true)
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setReadIdleTimeout((int) parts.settings().silence().toMillis());
        var tls = parts.tls();
        if (tls != null) {
            options.setSsl(true)
                    .setKeyCertOptions(tls.identity())
                    .setTrustOptions(tls.authorities())
                    .setHostnameVerificationAlgorithm("HTTPS");
        }
        return options;
    }

    /** Where it listens. */
    public int port() {
        return server.actualPort();
    }

    /** The link to a peer, which is made if need be. */
    public synchronized PeerLink to(NodeAddress peer) {
        var known = links.get(peer);
        if (known != null) {
            return known;
        }
        var counted = counters.computeIfAbsent(peer.host() + ":" + peer.peerPort(), name -> new LinkCounters());
        var link = new PeerLink(
                peer,
                parts.identity(),
                parts.settings(),
                parts.handler(),
                counted,
                vertx,
                vertx.getOrCreateContext(),
                client,
                parts.chance());
        links.put(peer, link);
        parts.made().accept(link);
        if (!closed) {
            link.open();
        }
        return link;
    }

    /** Who makes a link here can be reached: it listens before it links. */
    private synchronized void linked(String node) {
        links.values().stream().filter(link -> link.peer().node().equals(node)).forEach(PeerLink::soon);
    }

    /** Sees to it that there are links to these peers and to nobody else. */
    public synchronized void keep(Collection<NodeAddress> peers) {
        links.values().removeIf(link -> {
            var goes = !peers.contains(link.peer());
            if (goes) {
                link.close();
            }
            return goes;
        });
        new HashSet<>(peers).forEach(this::to);
    }

    /** Tells all peers of what was appended, soon, and of each service once. */
    public void tell(News news) {
        boolean first;
        synchronized (untold) {
            first = untold.isEmpty();
            untold.merge(news.service(), news, News::and);
        }
        if (first) {
            context.runOnContext(
                    ignored -> vertx.setTimer(parts.settings().batchWait().toMillis(), timer -> tellAll()));
        }
    }

    private void tellAll() {
        List<News> all;
        synchronized (untold) {
            all = new ArrayList<>(untold.values());
            untold.clear();
        }
        for (var from = 0; from < all.size(); from += NEWS_IN_A_FRAME) {
            ends.tell(all.subList(from, Math.min(all.size(), from + NEWS_IN_A_FRAME)));
        }
    }

    /** Ends all links; what waits in them is lost. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            links.values().forEach(PeerLink::close);
        }
        await(client.close());
        await(server.close());
        await(vertx.close());
    }

    private static void await(Future<?> future) {
        try {
            future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("a link did not close in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
