package io.reservoir.controller.cli;

import io.reservoir.controller.api.view.EntryDetail;

/** Calls at hosts that were claimed because somebody said so. */
final class Claims {

    private Claims() {}

    /** Waits until the call that this ledger entry claimed is over, and says how it ended. */
    static EntryDetail.Finished end(ServerSite site, String service, long claim) {
        while (true) {
            for (var entry : site.entries(service).after(claim)) {
                if (entry.detail() instanceof EntryDetail.Finished finished && finished.claim() == claim) {
                    return finished;
                }
            }
            Poll.pause("its host");
        }
    }
}
