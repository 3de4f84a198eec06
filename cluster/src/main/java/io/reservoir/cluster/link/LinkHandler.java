package io.reservoir.cluster.link;

import io.reservoir.model.reading.Reading;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** What a node does with what its peers send. It is called on the link's thread, and must not block it. */
public interface LinkHandler {
    /** Takes readings that a peer has checked, of services that this node should own. */
    CompletionStage<Taken> readings(List<Reading> readings);

    /** Answers a request. */
    CompletionStage<LinkReply> request(LinkRequest request);

    /** A peer's ledgers have grown. */
    void news(List<News> news);

    /** A link to a peer stands from now on: what was appended there before, no {@link #news} told. */
    void connected(String node);
}
