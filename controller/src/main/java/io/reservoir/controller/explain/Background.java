package io.reservoir.controller.explain;

import io.reservoir.controller.api.view.DecisionView;
import io.reservoir.controller.api.view.EntryDetail;
import io.reservoir.controller.api.view.EntryView;
import io.reservoir.model.vee.Verb;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What stands behind things at some place of a ledger: a fold over the entries before it. */
final class Background {
    /** How a change begins that a tenant asked for: it takes the place of a plan. */
    private @Nullable EntryView manifest;

    private final Map<String, Made> decisions = new TreeMap<>();
    private final Map<String, EntryView> plans = new HashMap<>();
    private final Map<String, EntryView> lastClaims = new HashMap<>();
    private final Map<Long, EntryView> openClaims = new HashMap<>();

    /** A decision, the entry that it stands in, and the manifest that was in force. */
    record Made(
            EntryView entry,
            DecisionView decision,
            @Nullable EntryView manifest) {}

    /** Reads from the beginning up to the first entry that is not wanted any more. */
    static Background of(EntrySource ledger, Predicate<EntryView> wanted) {
        var background = new Background();
        for (var entry : ledger.after(0)) {
            if (!wanted.test(entry)) {
                break;
            }
            background.add(entry);
        }
        return background;
    }

    void add(EntryView entry) {
        switch (entry.detail()) {
            case EntryDetail.Submitted submitted -> manifest = entry;
            case EntryDetail.Pruned pruned -> manifest = pruned.submitted(entry);
            case EntryDetail.Decided decided ->
                decided.decisions()
                        .forEach(decision -> decisions.put(decision.variable(), new Made(entry, decision, manifest)));
            case EntryDetail.Planned planned -> planned.steps().forEach(step -> plans.put(step.vee(), entry));
            case EntryDetail.Claimed claimed -> {
                openClaims.put(entry.seq(), entry);
                lastClaims.put(claimed.vee(), entry);
            }
            case EntryDetail.Finished finished -> openClaims.remove(finished.claim());
            case EntryDetail.VeeChanged changed -> {
                if (Verb.isTold(changed.why())) {
                    plans.put(changed.vee(), entry);
                }
            }
            case EntryDetail.Activated activated -> {
                // nothing stands on it
            }
            case EntryDetail.Undeployed undeployed -> {
                // nothing stands on it
            }
            case EntryDetail.Noticed noticed -> {
                // nothing stands on it
            }
            case EntryDetail.PolicyInForce inForce -> {
                // nothing stands on it
            }
            case EntryDetail.PolicyApplied applied -> {
                // nothing stands on it
            }
        }
    }

    /** The last recorded decision about a variable. */
    @Nullable
    Made decision(String variable) {
        return decisions.get(variable);
    }

    /** The last recorded decisions about a component, by variable. */
    List<Made> decisionsAbout(String component) {
        return decisions.values().stream()
                .filter(made -> made.decision().component().equals(component))
                .toList();
    }

    /** What the next entry follows from, the nearest first: claim, plan, manifest. */
    List<EntryView> behind(EntryView next) {
        var chain = new ArrayList<@Nullable EntryView>();
        switch (next.detail()) {
            case EntryDetail.Finished finished -> {
                var claim = openClaims.get(finished.claim());
                chain.add(claim);
                chain.add(claim == null ? null : planOf(claim.detail()));
            }
            case EntryDetail.VeeChanged changed -> {
                chain.add(lastClaims.get(changed.vee()));
                chain.add(plans.get(changed.vee()));
            }
            case EntryDetail.Claimed claimed -> chain.add(plans.get(claimed.vee()));
            case EntryDetail.Submitted submitted -> chain.clear();
            case EntryDetail.Activated activated -> chain.clear();
            case EntryDetail.Undeployed undeployed -> chain.clear();
            case EntryDetail.Decided decided -> chain.clear();
            case EntryDetail.Planned planned -> chain.clear();
            case EntryDetail.Noticed noticed -> chain.clear();
            case EntryDetail.PolicyInForce inForce -> chain.clear();
            case EntryDetail.PolicyApplied applied -> chain.clear();
            case EntryDetail.Pruned pruned -> chain.clear();
        }
        chain.add(manifest);
        return chain.stream().flatMap(Stream::ofNullable).toList();
    }

    private @Nullable EntryView planOf(EntryDetail detail) {
        return detail instanceof EntryDetail.Claimed claimed ? plans.get(claimed.vee()) : null;
    }

    /** The components that the next entry is about. */
    List<String> components(EntryView next) {
        return switch (next.detail()) {
            case EntryDetail.Planned planned ->
                planned.steps().stream()
                        .map(step -> VeeNames.component(step.vee()))
                        .distinct()
                        .toList();
            case EntryDetail.Claimed claimed -> List.of(VeeNames.component(claimed.vee()));
            case EntryDetail.VeeChanged changed -> List.of(VeeNames.component(changed.vee()));
            case EntryDetail.Finished finished -> {
                var claim = openClaims.get(finished.claim());
                yield claim == null ? List.of() : components(claim);
            }
            case EntryDetail.Decided decided ->
                decided.decisions().stream()
                        .map(DecisionView::component)
                        .distinct()
                        .toList();
            case EntryDetail.Submitted submitted -> List.of();
            case EntryDetail.Activated activated -> List.of();
            case EntryDetail.Undeployed undeployed -> List.of();
            case EntryDetail.Noticed noticed -> List.of();
            case EntryDetail.PolicyInForce inForce -> List.of();
            case EntryDetail.PolicyApplied applied -> List.of();
            case EntryDetail.Pruned pruned -> List.of();
        };
    }
}
