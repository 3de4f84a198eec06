package io.reservoir.controller.api.http;

import io.reservoir.cluster.link.LinkTls;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;

/** TLS 1.3, both sides with certificates, as Vert.x is told of it. */
public final class Tls {
    private static final String VERSION = "TLSv1.3";

    private Tls() {}

    static HttpServerOptions server(HttpServerOptions options, TlsSettings tls) {
        return options.setSsl(true)
                .setUseAlpn(false)
                .removeEnabledSecureTransportProtocol("TLSv1.2")
                .addEnabledSecureTransportProtocol(VERSION)
                .setKeyCertOptions(identity(tls))
                .setTrustOptions(trust(tls))
                .setClientAuth(ClientAuth.REQUIRED);
    }

    /** The options of a client; the name of the server must be in its certificate. */
    public static HttpClientOptions client(HttpClientOptions options, TlsSettings tls) {
        return options.setSsl(true)
                .setVerifyHost(true)
                .removeEnabledSecureTransportProtocol("TLSv1.2")
                .addEnabledSecureTransportProtocol(VERSION)
                .setKeyCertOptions(identity(tls))
                .setTrustOptions(trust(tls));
    }

    /** What nodes of a cluster show to each other; the address of a node must be in its certificate. */
    public static LinkTls link(TlsSettings tls) {
        return new LinkTls(identity(tls), trust(tls));
    }

    private static PemKeyCertOptions identity(TlsSettings tls) {
        return new PemKeyCertOptions()
                .setCertPath(tls.certificate().toString())
                .setKeyPath(tls.key().toString());
    }

    private static PemTrustOptions trust(TlsSettings tls) {
        return new PemTrustOptions().addCertPath(tls.authority().toString());
    }

    /** The innermost cause in one line. */
    public static String why(Throwable thrown) {
        var cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        var message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        if (message.contains("fatal alert") && message.contains("certificate")) {
            return "the other side does not trust our certificate";
        }
        return Text.shortened(message);
    }
}
