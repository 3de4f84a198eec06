package io.reservoir.controller.cli;

import io.reservoir.controller.api.view.DecisionView;
import io.reservoir.controller.api.view.RulesView;
import io.reservoir.controller.api.view.ServiceView;
import io.reservoir.controller.api.view.VeeView;
import io.reservoir.controller.explain.EntrySource;
import io.reservoir.controller.explain.Explanation;
import io.reservoir.controller.explain.Rederivation;
import io.reservoir.controller.whynot.Inquiry;
import io.reservoir.controller.whynot.WhyNot;
import io.reservoir.model.decision.Variable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What commands read: a server, or the ledger in a data directory. A service that is not there is a refusal. */
sealed interface Site extends AutoCloseable permits ServerSite, LedgerSite {
    /** Names of all services, sorted. */
    List<String> names();

    List<ServiceView> services();

    ServiceView service(String service);

    List<VeeView> vees(String service);

    /** The newest decisions first, at most {@code limit}. */
    List<DecisionView> decisions(String service, @Nullable String component, int limit);

    EntrySource entries(String service);

    /** The last decision about a variable at that time, or the last of all; null where none is recorded. */
    @Nullable
    Explanation explanation(String service, Variable variable, @Nullable Instant at);

    /**
     * Why a target is what it is and no other.
     *
     * @throws Refusal if no decision is made about the variable, or none was made yet
     */
    WhyNot whyNot(String service, Variable variable, Inquiry.About about);

    /** Every recorded decision worked out again. */
    Rederivation.Result verification(String service);

    RulesView rules(String service);

    @Override
    void close();
}
