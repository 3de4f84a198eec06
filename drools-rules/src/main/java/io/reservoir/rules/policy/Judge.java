package io.reservoir.rules.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks the policy in force about a component: a pure function of its arguments. */
public interface Judge {
    /** Whom nobody has told anything. */
    Judge SILENT = (standing, hosts, proposal) -> new Judgement.Judged<>(List.of());

    /**
     * What the rules say.
     *
     * @param hosts those that carry VEEs of the component
     * @param proposal null where nothing is proposed yet
     */
    Judgement<Verdict> judge(Standing standing, List<HostStanding> hosts, @Nullable Proposal proposal);
}
