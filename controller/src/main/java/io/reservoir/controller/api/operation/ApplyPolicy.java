package io.reservoir.controller.api.operation;

import io.reservoir.controller.api.backend.Backend;
import io.reservoir.controller.api.http.Call;
import io.reservoir.controller.api.http.Operation;
import io.reservoir.controller.api.http.Parameter;
import io.reservoir.controller.api.http.Parameter.Shape;
import io.reservoir.controller.api.http.Problem;
import io.reservoir.controller.api.http.Reply;
import io.reservoir.controller.api.http.Route;
import io.reservoir.controller.api.view.DiagnosticView;
import io.reservoir.controller.api.view.Paths;
import io.reservoir.controller.api.view.PolicyView;
import io.reservoir.controller.policy.PolicyCheck;
import io.reservoir.controller.policy.PolicyOffice;
import io.reservoir.model.diagnostic.Diagnostic;
import io.reservoir.model.service.ServiceId;
import io.reservoir.rules.policy.PolicyRules;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the server's policy directory again. No rule is ever sent: rules are code, and only who may write to the
 * server's own files may bring it any.
 */
final class ApplyPolicy implements Operation {
    private static final Logger LOG = LoggerFactory.getLogger(ApplyPolicy.class);
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}._@ -]{1,64}");
    private static final Parameter<String> AUTHOR = Parameter.query(
            "author",
            "who answers for it: letters, digits, blanks and `._@-`, at most 64",
            Shape.text("^[\\p{L}\\p{N}._@ -]{1,64}$", "ops"),
            text -> NAME.matcher(text).matches() ? text : null);

    private final Backend backend;
    private final PolicyOffice office;

    ApplyPolicy(Backend backend, PolicyOffice office) {
        this.backend = backend;
        this.office = office;
    }

    @Override
    public Route route() {
        return Route.put(Paths.POLICY, "Reads the policy directory again and takes its rules into force")
                .with(AUTHOR)
                .answering(200, "the policy in force", PolicyView.class)
                .failing(Problem.CONFLICT, Problem.INVALID_POLICY);
    }

    @Override
    public Reply handle(Call call) {
        if (office.directory() == null) {
            return Reply.failure(Problem.CONFLICT, "this server was started without --policy");
        }
        try {
            return switch (office.check(call.find(AUTHOR, "unknown"))) {
                case PolicyCheck.Passed(var rules, var cases) -> apply(rules);
                case PolicyCheck.Refused(var diagnostics) -> refused(diagnostics);
            };
        } catch (IOException e) {
            return Reply.failure(Problem.CONFLICT, String.valueOf(e.getMessage()));
        }
    }

    private Reply apply(PolicyRules rules) {
        // once it is in the site's ledger, for all
        if (!backend.node(ServiceId.SITE, node -> node.use(rules))) {
            throw AtOwner.givenAway(ServiceId.SITE);
        }
        backend.nodes(node -> node.use(rules));
        return Reply.ok(PolicyView.of(rules, office.directory()));
    }

    private static Reply refused(List<Diagnostic> diagnostics) {
        LOG.info("refused: policy: {} errors", diagnostics.size());
        return new Reply.Failure(
                Problem.INVALID_POLICY,
                (diagnostics.size() == 1 ? "one error" : diagnostics.size() + " errors")
                        + "; the policy before stays in force",
                DiagnosticView.of(diagnostics),
                null);
    }
}
