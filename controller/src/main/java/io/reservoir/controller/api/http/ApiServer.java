package io.reservoir.controller.api.http;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.reservoir.model.port.Ids;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves operations over HTTP/1.1 on one event loop. */
public final class ApiServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);

    private final Vertx vertx;
    private final HttpServer server;
    private final Dispatcher dispatcher;
    private final ServerSettings settings;

    /** Is told of every request that is over; on the event loop. */
    @FunctionalInterface
    public interface Observer {
        void done(String operation, int status, Duration took);
    }

    private ApiServer(Vertx vertx, HttpServer server, Dispatcher dispatcher, ServerSettings settings) {
        this.vertx = vertx;
        this.server = server;
        this.dispatcher = dispatcher;
        this.settings = settings;
    }

    /** Begins to listen, or says why it cannot. */
    public static ApiServer start(
            ServerSettings settings, List<Operation> operations, InstantSource clock, Ids ids, Observer observer)
            throws IOException {
        var vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        var dispatcher = new Dispatcher(vertx, settings, operations, clock, ids, observer);
        var server = vertx.createHttpServer(options(settings))
                .exceptionHandler(ApiServer::noConnection)
                .connectionHandler(dispatcher.connections()::opened)
                .invalidRequestHandler(ApiServer::refuse)
                .requestHandler(dispatcher::handle);
        try {
            await(server.listen());
        } catch (IOException e) {
            vertx.close();
            throw new IOException(
                    "cannot listen on " + settings.address().getHostAddress() + ":" + settings.port() + ": "
                            + e.getMessage(),
                    e);
        }
        return new ApiServer(vertx, server, dispatcher, settings);
    }

    private static HttpServerOptions options(ServerSettings settings) {
        var limits = settings.limits();
        var options = new HttpServerOptions()
                .setHost(settings.address().getHostAddress())
                .setPort(settings.port())
                .setHttp2ClearTextEnabled(false)
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout((int) limits.idle().toMillis())
                .setMaxInitialLineLength(limits.requestLineBytes())
                .setMaxHeaderSize(limits.headerBytes());
        var tls = settings.tls();
        return tls == null ? options : Tls.server(options, tls);
    }

    /** What goes wrong before there is a connection, such as a client that shows no certificate that is trusted. */
    private static void noConnection(Throwable cause) {
        if (cause instanceof SSLException || cause.getCause() instanceof SSLException) {
            LOG.warn("a client was refused, there is no TLS with it: {}", Tls.why(cause));
        } else {
            LOG.debug("a connection broke", cause);
        }
    }

    /** Answers what is no HTTP. */
    private static void refuse(HttpServerRequest request) {
        var cause = request.decoderResult().cause();
        var problem = cause instanceof TooLongHttpLineException
                ? Problem.URI_TOO_LONG
                : cause instanceof TooLongHttpHeaderException ? Problem.HEADERS_TOO_LARGE : Problem.INVALID_REQUEST;
        var rendered = Rendered.failure(Reply.failure(problem, "it could not be read"), "", null);
        request.response()
                .setStatusCode(rendered.status())
                .putHeader("Content-Type", rendered.mediaType())
                .putHeader("Connection", "close")
                .end(rendered.body())
                .onComplete(done -> request.connection().close());
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(settings.address(), server.actualPort());
    }

    /** Takes no more requests, lets those that are being done end, for a while, and closes. */
    @Override
    public void close() {
        try {
            vertx.runOnContext(ignored -> dispatcher.stop());
            await(server.shutdown(settings.limits().drain().toMillis(), TimeUnit.MILLISECONDS));
            await(vertx.close());
        } catch (IOException e) {
            LOG.warn("the server did not close in time", e);
        }
    }

    private static void await(Future<?> future) throws IOException {
        try {
            future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("it took more than 30 s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
