package io.reservoir.cluster.link;

import io.reservoir.model.reading.Reading;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/** What goes over a link, one after another. */
sealed interface Frame {
    /**
     * The first thing that is said, by the side that called.
     *
     * @param link the version of what goes over the link
     */
    record Hello(int link, LinkIdentity identity) implements Frame {}

    /**
     * The answer to it, if all fits.
     *
     * @param session the number of this connection: what was meant for another one is refused
     */
    record Welcome(int link, LinkIdentity identity, long session) implements Frame {}

    /** The last thing that is said before the connection is closed. */
    record Refused(String why) implements Frame {}

    /** Readings; batches count from 1 on each connection. */
    record Batch(long session, long seq, List<Reading> readings) implements Frame {}

    /** What became of a batch. */
    record Ack(long seq, Taken taken) implements Frame {}

    /** A request begins; its body follows in parts. */
    record Request(long id, String method, String target, String mediaType, int bodyBytes) implements Frame {}

    /** An answer begins; its body follows in parts. */
    record Reply(long id, int status, String mediaType, List<LinkReply.Header> headers, int bodyBytes)
            implements Frame {}

    /** The next part of the body of a request or answer. */
    record Body(long id, Buffer bytes) implements Frame {}

    /** What was appended. */
    record Word(List<News> news) implements Frame {}

    record Ping() implements Frame {}

    record Pong() implements Frame {}
}
