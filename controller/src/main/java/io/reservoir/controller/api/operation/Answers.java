package io.reservoir.controller.api.operation;

import io.reservoir.controller.api.http.Problem;
import io.reservoir.controller.api.http.Reply;
import io.reservoir.controller.api.http.Unavailable;
import io.reservoir.controller.api.view.DiagnosticView;
import io.reservoir.controller.node.Node;
import io.reservoir.model.diagnostic.Diagnostic;
import io.reservoir.model.diagnostic.Severity;
import io.reservoir.model.service.ServiceId;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a node's answer becomes. */
final class Answers {
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    private Answers() {}

    /** What {@code good} makes of a request that is done; else why it is not, which is logged too; {@link Unavailable} where another node owns it. */
    static Reply of(String what, Node.Answer answer, Function<Node.Answer.Ok, Reply> good) {
        return switch (answer) {
            case Node.Answer.Ok ok -> good.apply(ok);
            case Node.Answer.Invalid invalid -> refused(what, invalid(invalid.diagnostics()));
            case Node.Answer.NotFound missing -> refused(what, noSuch(missing.what()));
            case Node.Answer.Conflict conflict -> refused(what, Reply.failure(Problem.CONFLICT, conflict.why()));
            case Node.Answer.Elsewhere elsewhere -> throw AtOwner.givenAway(elsewhere.service());
        };
    }

    static Reply.Failure invalid(List<Diagnostic> diagnostics) {
        var errors =
                diagnostics.stream().filter(d -> d.severity() == Severity.ERROR).count();
        return new Reply.Failure(
                Problem.INVALID_MANIFEST,
                errors == 1 ? "one error" : errors + " errors",
                DiagnosticView.of(diagnostics),
                null);
    }

    static Reply.Failure noSuch(String what) {
        return Reply.failure(Problem.NOT_FOUND, "there is no " + what);
    }

    static Reply.Failure noSuch(ServiceId service) {
        return noSuch("service `" + service + "`");
    }

    /** A failure that is logged. */
    static Reply refused(String what, Reply.Failure failure) {
        LOG.info("refused: {}: {}: {}", what, failure.problem(), failure.detail());
        return failure;
    }
}
