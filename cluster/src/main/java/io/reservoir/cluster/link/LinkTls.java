package io.reservoir.cluster.link;

import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.TrustOptions;

/** What a node shows to its peers, and whom it believes. */
public record LinkTls(KeyCertOptions identity, TrustOptions authorities) {}
