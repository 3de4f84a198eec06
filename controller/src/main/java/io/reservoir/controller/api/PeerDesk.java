package io.reservoir.controller.api;

import io.reservoir.cluster.link.LinkHandler;
import io.reservoir.cluster.link.LinkReply;
import io.reservoir.cluster.link.LinkRequest;
import io.reservoir.cluster.link.News;
import io.reservoir.cluster.link.Taken;
import io.reservoir.controller.api.backend.Backend;
import io.reservoir.controller.api.http.PeerRequests;
import io.reservoir.controller.api.http.Unavailable;
import io.reservoir.controller.policy.PolicyArchive;
import io.reservoir.model.reading.Reading;
import io.reservoir.model.service.ServiceId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What this node does for its peers. */
final class PeerDesk implements LinkHandler, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PeerDesk.class);

    private final Backend backend;
    private final PeerRequests requests;

    /** One after another: entries must be told in their order. */
    private final ExecutorService reader =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().name("news").factory());

    PeerDesk(Backend backend, PeerRequests requests) {
        this.backend = backend;
        this.requests = requests;
    }

    @Override
    public CompletionStage<Taken> readings(List<Reading> readings) {
        try {
            return backend.acceptChecked(readings);
        } catch (Unavailable e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public CompletionStage<LinkReply> request(LinkRequest request) {
        var answer = new CompletableFuture<LinkReply>();
        Thread.ofVirtual().name("for a peer").start(() -> {
            try {
                answer.complete(requests.answer(request));
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    @Override
    public void news(List<News> news) {
        for (var item : news) {
            if (item.manifest()) {
                backend.catalogue().changed(item.service());
            }
        }
        later(() -> news.forEach(this::tell));
    }

    private void tell(News item) {
        if (item.service().equals(ServiceId.SITE)) {
            usePolicyOfSite();
        }
        if (backend.feed().hasListeners()) {
            var count = (int) Math.min(News.MOST, item.lastSeq() - item.firstSeq() + 1);
            backend.ledger().read(item.service(), item.firstSeq() - 1, count).forEach(backend.feed());
        }
    }

    /** What the site's ledger says is in force, for all of its nodes. */
    private void usePolicyOfSite() {
        var archive = new PolicyArchive(backend.ledger()::read);
        var hash = archive.last();
        var rules = hash == null ? null : archive.find(hash);
        if (rules != null) {
            backend.nodes(node -> node.policy().hash().equals(rules.hash()) || node.use(rules));
        }
    }

    @Override
    public void connected(String node) {
        backend.catalogue().forget(node);
        backend.feed().skip();
        later(this::usePolicyOfSite);
    }

    private void later(Runnable task) {
        try {
            reader.execute(() -> {
                try {
                    task.run();
                } catch (Unavailable e) {
                    LOG.warn("what a peer told could not be looked at: {}", e.getMessage());
                    backend.feed().skip();
                } catch (RuntimeException e) {
                    LOG.error("what a peer told could not be looked at", e);
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("what a peer told came too late: this node is stopping");
        }
    }

    @Override
    public void close() {
        reader.shutdownNow();
    }
}
