package io.reservoir.controller.host;

import io.reservoir.controller.api.http.Tls;
import io.reservoir.controller.api.http.TlsSettings;
import io.reservoir.model.site.HostId;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A controller's connections to agents: one event loop for all of them, a few connections to each. */
public final class AgentLinks implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(2);

    /** Shorter than an agent keeps a connection on which nothing happens, so that none is used while it closes. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(5);

    private static final int CONNECTIONS = 8;
    private static final int WAITING = 256;

    private final Vertx vertx;
    private final @Nullable TlsSettings tls;

    /** @param tls who this controller is, null where it has nothing to show */
    public AgentLinks(@Nullable TlsSettings tls) {
        this.tls = tls;
        vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
    }

    /**
     * The host behind an agent.
     *
     * @param address {@code http://} or {@code https://}, a host and a port
     * @param domain the administrative domain that it stands in, null for what the agent says
     */
    public AgentHost host(HostId id, URI address, @Nullable String domain) {
        var options = new HttpClientOptions()
                .setDefaultHost(address.getHost())
                .setDefaultPort(address.getPort())
                .setConnectTimeout((int) CONNECT.toMillis())
                .setKeepAliveTimeout((int) KEEP_ALIVE.toSeconds())
                .setHttp2ClearTextUpgrade(false)
                .setDecompressionSupported(false);
        if (address.getScheme().equals("https")) {
            if (tls == null) {
                throw new IllegalArgumentException(
                        "agent " + address + " asks for a certificate: name --tls-cert, --tls-key and --tls-ca");
            }
            Tls.client(options, tls);
        }
        var pool = new PoolOptions().setHttp1MaxSize(CONNECTIONS).setMaxWaitQueueSize(WAITING);
        return new AgentHost(id, domain, new AgentLink(vertx.createHttpClient(options, pool), address, id));
    }

    @Override
    public void close() {
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("connections to agents did not close", e);
        }
    }
}
