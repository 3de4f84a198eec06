package io.reservoir.cluster.link;

import io.vertx.core.buffer.Buffer;
import java.util.List;

/** What another node answers. */
public record LinkReply(int status, String mediaType, List<Header> headers, Buffer body) {
    /** A field beside the body. */
    public record Header(String name, String value) {}
}
