package io.reservoir.controller.explain;

import io.reservoir.controller.api.view.EntryDetail;
import io.reservoir.controller.api.view.EntryView;
import io.reservoir.controller.api.view.StepView;
import io.reservoir.controller.explain.VeeExplanation.Asked;
import io.reservoir.model.decision.Variable;
import io.reservoir.model.vee.VeeId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Gathers what a ledger has of one life of a VEE. */
final class VeeStory {
    private final VeeId vee;
    private final String id;
    private final List<Asked> asked = new ArrayList<>();
    private final List<EntryView> entries = new ArrayList<>();
    private final Set<Long> claims = new HashSet<>();
    private String stands = "wanted";
    private boolean leaving;
    private @Nullable Instant since;
    private Background.@Nullable Made made;

    private VeeStory(VeeId vee) {
        this.vee = vee;
        id = vee.toString();
    }

    /** The story that an entry belongs to: the one so far, or a new one where the replica begins another life. */
    static @Nullable VeeStory of(
            @Nullable VeeStory sofar, EntryView entry, String replica, @Nullable Integer wantedLife) {
        if (entry.detail() instanceof EntryDetail.Planned planned) {
            for (var step : planned.steps()) {
                var vee = VeeId.parse(step.vee());
                var wanted = wantedLife == null
                        ? sofar == null || vee.incarnation() > sofar.vee.incarnation()
                        : sofar == null && vee.incarnation() == wantedLife;
                if (wanted && vee.replica().equals(replica)) {
                    return new VeeStory(vee);
                }
            }
        }
        return sofar;
    }

    void add(EntryView entry, Background background) {
        switch (entry.detail()) {
            case EntryDetail.Planned planned ->
                planned.steps().stream()
                        .filter(step -> step.vee().equals(id))
                        .forEach(step -> planned(step, entry, background));
            case EntryDetail.Claimed claimed -> {
                if (claimed.vee().equals(id)) {
                    claims.add(entry.seq());
                    entries.add(entry);
                }
            }
            case EntryDetail.Finished finished -> {
                if (claims.contains(finished.claim())) {
                    entries.add(entry);
                }
            }
            case EntryDetail.VeeChanged changed -> {
                if (changed.vee().equals(id)) {
                    entries.add(entry);
                    changed(changed);
                }
            }
            case EntryDetail.Submitted submitted -> {
                // of the service, not of one VEE
            }
            case EntryDetail.PolicyInForce inForce -> {
                // of the service, not of one VEE
            }
            case EntryDetail.PolicyApplied applied -> {
                // of the service, not of one VEE
            }
            case EntryDetail.Pruned pruned -> {
                // of the service, not of one VEE
            }
            case EntryDetail.Activated activated -> {
                // of the service, not of one VEE
            }
            case EntryDetail.Undeployed undeployed -> {
                // of the service, not of one VEE
            }
            case EntryDetail.Decided decided -> {
                // of the service, not of one VEE
            }
            case EntryDetail.Noticed noticed -> {
                // of the service, not of one VEE
            }
        }
    }

    private void planned(StepView step, EntryView entry, Background background) {
        asked.add(new Asked(entry.seq(), entry.at(), step));
        switch (step.action()) {
            case AWAIT -> stands("pending", false, entry.at());
            case START -> stands("starting on " + step.host(), false, entry.at());
            case DRAIN -> stands("draining", true, entry.at());
            case KEEP -> stands("ready", false, entry.at());
            case STOP -> stands("stopping", true, entry.at());
            case REMOVE -> stands(entries.isEmpty() ? "gone" : "being removed", true, entry.at());
            case RESIZE, MOVE -> {
                // it stands where it stood until its host says otherwise
            }
        }
        made = background.decision(Variable.replicas(vee.component()).toString());
    }

    private void changed(EntryDetail.VeeChanged changed) {
        var host = changed.host() == null ? "" : " on " + changed.host();
        var phase = Words.of(changed.phase());
        switch (changed.phase()) {
            case READY, STARTING -> stands(phase + host, leaving, changed.since());
            case PENDING, HELD, UNKNOWN, FAILED ->
                stands(phase + host + " (" + changed.why() + ")", leaving, changed.since());
            case DRAINING, STOPPING -> stands(phase + " (" + changed.why() + ")", true, changed.since());
            case GONE -> stands(phase, true, changed.since());
        }
    }

    private void stands(String words, boolean isLeaving, Instant from) {
        since = words.equals(stands) && since != null ? since : from;
        stands = words;
        leaving = isLeaving;
    }

    VeeExplanation told(Function<Background.Made, Explanation> explained) {
        return new VeeExplanation(
                vee.service().name(),
                id,
                headline(),
                List.copyOf(asked),
                List.copyOf(entries),
                made == null ? null : explained.apply(made));
    }

    private String headline() {
        var text = VeeNames.shown(id) + " is " + stands + (since == null ? "" : " since " + Words.of(since));
        var cause = cause();
        return cause == null
                ? text
                : text + "; plan #" + cause.seq() + " " + done(cause.step().action()) + " it at " + Words.of(cause.at())
                        + " because " + cause.step().reason();
    }

    /** The step that brought it where it is: cleaning up after a stop is not what stopped it. */
    private @Nullable Asked cause() {
        Asked start = null;
        Asked stop = null;
        for (var step : asked) {
            switch (step.step().action()) {
                case AWAIT, START -> start = start == null ? step : start;
                case DRAIN -> stop = step;
                case KEEP -> stop = null;
                case STOP -> stop = stop != null && stop.step().action() == StepView.Action.DRAIN ? stop : step;
                case REMOVE -> stop = stop == null ? step : stop;
                case RESIZE, MOVE -> {
                    // neither why it came nor why it went
                }
            }
        }
        return leaving && stop != null ? stop : start;
    }

    private static String done(StepView.Action action) {
        return switch (action) {
            case AWAIT -> "wanted";
            case START -> "started";
            case DRAIN -> "drained";
            case KEEP -> "kept";
            case STOP -> "stopped";
            case REMOVE -> "removed";
            case RESIZE -> "resized";
            case MOVE -> "moved";
        };
    }
}
