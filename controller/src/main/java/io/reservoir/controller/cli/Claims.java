package io.reservoir.controller.cli;

import io.reservoir.controller.api.view.EntryDetail;
import java.time.Duration;

/** Calls at hosts that were claimed because somebody said so. */
final class Claims {
    private static final Duration POLL = Duration.ofMillis(500);

    private Claims() {}

    /** Waits until the call that this ledger entry claimed is over, and says how it ended. */
    static EntryDetail.Finished end(ServerSite site, String service, long claim) {
        while (true) {
            for (var entry : site.entries(service).after(claim)) {
                if (entry.detail() instanceof EntryDetail.Finished finished && finished.claim() == claim) {
                    return finished;
                }
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(POLL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.of("interrupted; its host goes on", null);
        }
    }
}
