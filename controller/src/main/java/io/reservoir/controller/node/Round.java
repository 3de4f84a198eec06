package io.reservoir.controller.node;

import io.reservoir.controller.observe.SiteView;
import java.util.Iterator;
import java.util.List;
import java.util.function.BooleanSupplier;

/** A pass over all services under way. Belongs to the node's thread. */
public final class Round {
    private final Iterator<ServiceLoop> left;
    private final SiteView view;

    Round(List<ServiceLoop> loops, SiteView view) {
        left = loops.iterator();
        this.view = view;
    }

    /** Goes on until told to pause, at least over one service; false once all are done. */
    public boolean walk(BooleanSupplier pause) {
        while (left.hasNext()) {
            left.next().pass(view);
            if (pause.getAsBoolean()) {
                return left.hasNext();
            }
        }
        return false;
    }

    void finish() {
        walk(() -> false);
    }
}
