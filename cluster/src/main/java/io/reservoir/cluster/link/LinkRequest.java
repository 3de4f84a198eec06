package io.reservoir.cluster.link;

import io.vertx.core.buffer.Buffer;

/**
 * A request to another node.
 *
 * @param target path and query, percent-encoded as they came
 * @param mediaType of the body; empty where there is none
 */
public record LinkRequest(String method, String target, String mediaType, Buffer body) {}
