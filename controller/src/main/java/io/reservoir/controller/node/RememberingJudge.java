package io.reservoir.controller.node;

import io.reservoir.rules.policy.HostStanding;
import io.reservoir.rules.policy.Judge;
import io.reservoir.rules.policy.Judgement;
import io.reservoir.rules.policy.Proposal;
import io.reservoir.rules.policy.Standing;
import io.reservoir.rules.policy.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Asks the policy about one service only where the facts have changed since it was last asked: an answer follows from
 * them alone, and most passes change none.
 */
final class RememberingJudge implements Judge {
    private record Subject(String component, @Nullable String variable) {}

    private record Case(
            Standing standing,
            List<HostStanding> hosts,
            @Nullable Proposal proposal,
            Judgement<Verdict> judgement) {}

    private final Judge policy;
    private final Map<Subject, Case> last = new HashMap<>();

    RememberingJudge(Judge policy) {
        this.policy = policy;
    }

    @Override
    public Judgement<Verdict> judge(Standing standing, List<HostStanding> hosts, @Nullable Proposal proposal) {
        var subject = new Subject(standing.component(), proposal == null ? null : proposal.variable());
        var known = last.get(subject);
        if (known != null
                && known.standing.equals(standing)
                && known.hosts.equals(hosts)
                && Objects.equals(known.proposal, proposal)) {
            return known.judgement;
        }
        var judgement = policy.judge(standing, hosts, proposal);
        last.put(subject, new Case(standing, hosts, proposal, judgement));
        return judgement;
    }
}
