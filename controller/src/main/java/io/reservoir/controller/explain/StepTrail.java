package io.reservoir.controller.explain;

import io.reservoir.controller.api.view.EntryDetail;
import io.reservoir.controller.api.view.EntryView;
import io.reservoir.controller.api.view.StepView;
import io.reservoir.controller.explain.Explanation.StepOutcome;
import io.reservoir.model.ledger.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Follows one step of a plan through the entries after it, until its VEE has settled. */
final class StepTrail {
    private static final int KEPT = 40;

    private final StepView step;
    private final Instant planned;
    private final List<EntryView> entries = new ArrayList<>();
    private final Set<Long> claims = new HashSet<>();
    private String outcome = "not begun";
    private boolean settled;

    StepTrail(StepView step, Instant planned) {
        this.step = step;
        this.planned = planned;
        if (step.action() == StepView.Action.AWAIT) {
            outcome = "waits for room";
        } else if (step.action() == StepView.Action.KEEP) {
            settle("serves on");
        }
    }

    boolean isSettled() {
        return settled;
    }

    StepOutcome result() {
        return new StepOutcome(step, outcome, settled, List.copyOf(entries));
    }

    /** Takes the next entry of the ledger. */
    void follow(EntryView entry) {
        if (settled) {
            return;
        }
        switch (entry.detail()) {
            case EntryDetail.Claimed claimed
            when claimed.vee().equals(step.vee()) -> {
                keep(entry);
                claims.add(entry.seq());
                outcome = "under way";
            }
            case EntryDetail.Finished finished
            when claims.contains(finished.claim()) -> {
                keep(entry);
                finished(finished, entry);
            }
            case EntryDetail.VeeChanged changed
            when changed.vee().equals(step.vee()) -> {
                keep(entry);
                changed(changed, entry);
            }
            case EntryDetail.Planned later -> replanned(later, entry);
            case EntryDetail.Claimed other -> {
                // another VEE's
            }
            case EntryDetail.Finished other -> {
                // another VEE's
            }
            case EntryDetail.VeeChanged other -> {
                // another VEE's
            }
            case EntryDetail.Submitted submitted -> {
                // no concern of one VEE
            }
            case EntryDetail.PolicyInForce inForce -> {
                // no concern of one VEE
            }
            case EntryDetail.PolicyApplied applied -> {
                // no concern of one VEE
            }
            case EntryDetail.Pruned pruned -> {
                // no concern of one VEE
            }
            case EntryDetail.Activated activated -> {
                // no concern of one VEE
            }
            case EntryDetail.Undeployed undeployed -> {
                // no concern of one VEE
            }
            case EntryDetail.Decided decided -> {
                // no concern of one VEE
            }
            case EntryDetail.Noticed noticed -> {
                // no concern of one VEE
            }
        }
    }

    private void keep(EntryView entry) {
        if (entries.size() < KEPT) {
            entries.add(entry);
        }
    }

    private void finished(EntryDetail.Finished finished, EntryView entry) {
        if (finished.result() != Entry.Result.DONE) {
            outcome = (finished.result() == Entry.Result.ABORTED ? "aborted" : "refused") + after(entry) + ": "
                    + finished.message();
        } else if (step.action() == StepView.Action.RESIZE) {
            outcome = "resized" + after(entry);
        } else if (step.action() == StepView.Action.MOVE) {
            outcome = "moved to " + step.host() + after(entry);
        }
        settled |= step.action() == StepView.Action.RESIZE || step.action() == StepView.Action.MOVE;
    }

    private void changed(EntryDetail.VeeChanged changed, EntryView entry) {
        switch (step.action()) {
            case START, AWAIT -> started(changed, entry);
            case DRAIN, STOP, REMOVE -> {
                switch (changed.phase()) {
                    case GONE -> settle("gone" + after(entry));
                    case DRAINING, STOPPING, FAILED, READY, STARTING, PENDING, HELD, UNKNOWN -> outcome = changed.why();
                }
            }
            case RESIZE, MOVE, KEEP -> {
                switch (changed.phase()) {
                    case GONE, FAILED -> settle(Words.of(changed.phase()) + after(entry) + ": " + changed.why());
                    case DRAINING, STOPPING, READY, STARTING, PENDING, HELD, UNKNOWN -> outcome = changed.why();
                }
            }
        }
    }

    private void started(EntryDetail.VeeChanged changed, EntryView entry) {
        switch (changed.phase()) {
            case READY -> settle("ready" + after(entry));
            case FAILED, GONE, DRAINING, HELD, STOPPING ->
                settle(Words.of(changed.phase()) + after(entry) + ": " + changed.why());
            case PENDING -> outcome = "waits for room: " + changed.why();
            case STARTING, UNKNOWN -> outcome = Words.of(changed.phase()) + ": " + changed.why();
        }
    }

    /** Every plan names each VEE that still has something coming, so one that does not says that nothing is. */
    private void replanned(EntryDetail.Planned later, EntryView entry) {
        var again = later.steps().stream()
                .filter(next -> next.vee().equals(step.vee()))
                .findFirst()
                .orElse(null);
        switch (step.action()) {
            case START, AWAIT, RESIZE, MOVE -> {
                if (again != null) {
                    taken(again, entry);
                }
            }
            case REMOVE -> {
                if (again == null && claims.isEmpty()) {
                    settle("gone at once: it was never placed");
                }
            }
            case DRAIN -> {
                if (again != null) {
                    drained(again, entry);
                }
            }
            case STOP -> {
                // a later plan removes it, which the trail shows
            }
            case KEEP -> {
                // it was over at once
            }
        }
    }

    private void drained(StepView again, EntryView entry) {
        switch (again.action()) {
            case KEEP -> settle("taken back" + after(entry) + " by plan #" + entry.seq());
            case STOP, REMOVE -> outcome = "told to go off by plan #" + entry.seq() + ": " + again.reason();
            case START, AWAIT, DRAIN, RESIZE, MOVE -> {
                // it drains on
            }
        }
    }

    private void taken(StepView again, EntryView entry) {
        switch (again.action()) {
            case DRAIN, STOP, REMOVE -> {
                var end = claims.isEmpty() ? "given up" : "stopped";
                settle(end + after(entry) + " by plan #" + entry.seq());
            }
            case START -> outcome = "placed on " + again.host() + " by plan #" + entry.seq();
            case AWAIT, KEEP, RESIZE, MOVE -> {
                // it goes on
            }
        }
    }

    private void settle(String end) {
        outcome = end;
        settled = true;
    }

    private String after(EntryView entry) {
        return " after " + Words.of(Duration.between(planned, entry.at()));
    }
}
