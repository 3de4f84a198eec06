package io.reservoir.controller.cli;

import io.reservoir.controller.api.view.DecisionView;
import io.reservoir.controller.api.view.DecisionsView;
import io.reservoir.controller.api.view.LedgerView;
import io.reservoir.controller.api.view.Paths;
import io.reservoir.controller.api.view.RulesView;
import io.reservoir.controller.api.view.ServiceView;
import io.reservoir.controller.api.view.ServicesView;
import io.reservoir.controller.api.view.VeeView;
import io.reservoir.controller.api.view.VeesView;
import io.reservoir.controller.explain.EntrySource;
import io.reservoir.controller.explain.Explanation;
import io.reservoir.controller.explain.Rederivation;
import io.reservoir.controller.whynot.Inquiry;
import io.reservoir.controller.whynot.WhyNot;
import io.reservoir.model.decision.Variable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A site as its server tells it. */
final class ServerSite implements Site {
    private static final int PAGE = 500;

    private final Server server;

    ServerSite(Server server) {
        this.server = server;
    }

    @Override
    public List<String> names() {
        return services().stream().map(ServiceView::service).sorted().toList();
    }

    @Override
    public List<ServiceView> services() {
        var all = server.get(Paths.SERVICES, ServicesView.class);
        var missing = all.missing();
        if (missing != null) {
            missing.forEach(which -> server.note("note: not all services are shown: missing are " + which));
        }
        return all.services();
    }

    @Override
    public ServiceView service(String service) {
        return about(service, () -> server.get(Paths.of(Paths.SERVICE, service), ServiceView.class));
    }

    @Override
    public List<VeeView> vees(String service) {
        return about(
                service,
                () -> server.get(Paths.of(Paths.VEES, service), VeesView.class).vees());
    }

    @Override
    public List<DecisionView> decisions(String service, @Nullable String component, int limit) {
        return about(service, () -> {
            var all = new ArrayList<DecisionView>();
            Long before = null;
            do {
                var page = server.get(decisions(service, component, before, limit - all.size()), DecisionsView.class);
                all.addAll(page.decisions());
                before = page.next();
            } while (before != null && all.size() < limit);
            // a page may hold more than was asked for, for the decisions of one entry stay together
            return List.copyOf(all.subList(0, Math.min(all.size(), limit)));
        });
    }

    private static String decisions(String service, @Nullable String component, @Nullable Long before, int limit) {
        return new Query(Paths.of(Paths.DECISIONS, service))
                .with("component", component)
                .with("before", before)
                .with("limit", Math.min(limit, PAGE))
                .toString();
    }

    @Override
    public EntrySource entries(String service) {
        return afterSeq -> about(service, () -> {
            var path = new Query(Paths.of(Paths.LEDGER, service))
                    .with("after", afterSeq)
                    .with("limit", PAGE)
                    .toString();
            return server.get(path, LedgerView.class).entries();
        });
    }

    @Override
    public @Nullable Explanation explanation(String service, Variable variable, @Nullable Instant at) {
        // one that is not there is told from a service that is not there by asking for the latter
        var known = service(service);
        var path = new Query(Paths.of(Paths.EXPLANATION, known.service()))
                .with("variable", variable)
                .with("at", at)
                .toString();
        try {
            return server.get(path, Explanation.class);
        } catch (ProblemReply e) {
            if (e.isNotFound()) {
                return null;
            }
            throw e;
        }
    }

    @Override
    public WhyNot whyNot(String service, Variable variable, Inquiry.About about) {
        var path = new Query(Paths.of(Paths.WHY_NOT, service)).with("variable", variable);
        switch (about) {
            case Inquiry.About.Either either -> {
                // the server's default
            }
            case Inquiry.About.More more -> path.with("direction", "more");
            case Inquiry.About.Less less -> path.with("direction", "less");
            case Inquiry.About.Size(var size) ->
                path.with(
                        "target",
                        new BigDecimal(Double.toString(size))
                                .stripTrailingZeros()
                                .toPlainString());
        }
        return about(service, () -> server.get(path.toString(), WhyNot.class));
    }

    @Override
    public Rederivation.Result verification(String service) {
        return about(service, () -> server.get(Paths.of(Paths.VERIFICATION, service), Rederivation.Result.class));
    }

    @Override
    public RulesView rules(String service) {
        return about(service, () -> server.get(Paths.of(Paths.RULES, service), RulesView.class));
    }

    Server server() {
        return server;
    }

    /** What is asked about a service; where there is none of that name, says which there are. */
    <T> T about(String service, Supplier<T> ask) {
        try {
            return ask.get();
        } catch (ProblemReply e) {
            if (e.isNotFound()) {
                Names.require(service, names());
            }
            throw e;
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
