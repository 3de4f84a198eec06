package io.reservoir.controller.api.backend;

import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.plan.Step;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line in the log for each plan that is committed, each call that a host refuses and each notice. */
public final class CommitLog implements Consumer<Recorded> {
    private static final Logger LOG = LoggerFactory.getLogger(CommitLog.class);
    private static final int STEPS = 8;

    @Override
    public void accept(Recorded recorded) {
        var id = recorded.service() + ":" + recorded.seq();
        switch (recorded.entry()) {
            case Entry.Planned(var plan) ->
                LOG.info(
                        "plan {}: {}; {}",
                        id,
                        steps(plan.steps()),
                        plan.steps().getFirst().reason().text());
            case Entry.Finished(var intent, var result, var detail) -> {
                if (result != Entry.Result.DONE) {
                    LOG.info("call {}:{} is {}: {}", recorded.service(), intent, result, detail);
                }
            }
            case Entry.Noticed(var notice) -> LOG.info("notice {}: {}: {}", id, notice.code(), notice.text());
            case Entry.PolicyInForce inForce -> LOG.info("policy {}: {} is in force", id, inForce.hash());
            case Entry.PolicyApplied(var hash, var author, var texts) ->
                LOG.info("policy {}: {} by {}, {} files", id, hash, author, texts.size());
            case Entry.Pruned pruned -> LOG.info("ledger {}: entries up to {} were pruned", id, recorded.seq());
            case Entry.Submitted submitted -> LOG.info("manifest {}: {} is in force", id, submitted.file());
            case Entry.Activated activated -> LOG.info("service {}: activated", id);
            case Entry.Undeployed undeployed -> LOG.info("service {}: undeployed", id);
            case Entry.Decided decided -> LOG.debug("decision {}", id);
            case Entry.Claimed claimed -> LOG.debug("call {}: {} {}", id, claimed.verb(), claimed.vee());
            case Entry.VeeChanged changed -> LOG.debug("VEE {}: {} is {}", id, changed.vee(), changed.phase());
        }
    }

    private static String steps(List<Step> steps) {
        var text = steps.stream().limit(STEPS).map(CommitLog::step).collect(Collectors.joining(", "));
        return steps.size() > STEPS ? text + " and " + (steps.size() - STEPS) + " more" : text;
    }

    private static String step(Step step) {
        return switch (step) {
            case Step.Await await -> "await " + await.vee().replica();
            case Step.Start start -> "start " + start.vee().replica() + " on " + start.host();
            case Step.Drain drain -> "drain " + drain.vee().replica();
            case Step.Keep keep -> "keep " + keep.vee().replica();
            case Step.Stop stop -> "stop " + stop.vee().replica();
            case Step.Remove remove -> "remove " + remove.vee().replica();
            case Step.Resize resize -> "resize " + resize.vee().replica();
            case Step.Move move -> "move " + move.vee().replica() + " to " + move.host();
        };
    }
}
