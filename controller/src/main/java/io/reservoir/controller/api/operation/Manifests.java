package io.reservoir.controller.api.operation;

import io.reservoir.controller.api.backend.Backend;
import io.reservoir.controller.api.backend.Known;
import io.reservoir.controller.api.http.Call;
import io.reservoir.controller.api.http.Problem;
import io.reservoir.controller.api.http.Reply;
import io.reservoir.controller.api.http.Route;
import io.reservoir.controller.api.view.DiagnosticView;
import io.reservoir.controller.api.view.Paths;
import io.reservoir.controller.api.view.SubmittedView;
import io.reservoir.controller.node.Node;
import io.reservoir.model.service.ServiceId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How manifests are sent and taken. */
final class Manifests {
    private static final String NAMELESS = "manifest.rsl";

    static final Route.Body BODY = new Route.Body(
            List.of("text/plain", "text/x-rsl", "application/octet-stream"),
            1 << 20,
            "the text of a manifest, in UTF-8",
            null);

    private Manifests() {}

    static Reply.Failure notUtf8() {
        return Reply.failure(Problem.INVALID_ENCODING, "a manifest is text in UTF-8");
    }

    static String file(Call call) {
        return call.find(Params.FILE_NAME, NAMELESS);
    }

    /**
     * Takes a manifest.
     *
     * @param route by which it came
     * @param expected the service that it must be of, and that is ours; null if any will do
     */
    static Reply submit(Backend backend, Route route, Call call, @Nullable ServiceId expected) {
        var text = call.text();
        if (text == null) {
            return notUtf8();
        }
        var submission = Node.Submission.of(file(call), text);
        var program = submission.compilation().service();
        if (program == null) {
            return Answers.refused(
                    "manifest " + file(call),
                    Answers.invalid(submission.compilation().diagnostics()));
        }
        var id = program.spec().id();
        if (expected == null && !backend.peers().isOurs(id)) {
            return AtOwner.relayed(backend, route, id, call);
        }
        return AtOwner.here(backend, id, submit(backend, call, submission, id, expected));
    }

    private static Reply submit(
            Backend backend, Call call, Node.Submission submission, ServiceId id, @Nullable ServiceId expected) {
        record Outcome(Node.Answer answer, @Nullable Known service) {}
        var outcome = backend.node(id, node -> {
            var answer = node.submit(submission, expected);
            var service = answer instanceof Node.Answer.Ok ok
                    ? Known.of(node, ok.image().id())
                    : null;
            return new Outcome(answer, service);
        });
        return Answers.of("manifest " + file(call), outcome.answer(), ok -> {
            var service = outcome.service();
            if (service == null) {
                throw new IllegalStateException("service " + ok.image().id() + " was taken and is not there");
            }
            var view = new SubmittedView(service.view(), DiagnosticView.of(ok.notes()));
            return ok.image().manifestSeq() == 1
                    ? new Reply.View(
                            201, view, Paths.of(Paths.SERVICE, ok.image().id()))
                    : Reply.ok(view);
        });
    }
}
