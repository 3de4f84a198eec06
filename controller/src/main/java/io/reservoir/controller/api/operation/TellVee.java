package io.reservoir.controller.api.operation;

import io.reservoir.controller.api.backend.Backend;
import io.reservoir.controller.api.http.Call;
import io.reservoir.controller.api.http.Operation;
import io.reservoir.controller.api.http.Problem;
import io.reservoir.controller.api.http.Reply;
import io.reservoir.controller.api.http.Route;
import io.reservoir.controller.api.view.Paths;
import io.reservoir.controller.api.view.VeeView;
import io.reservoir.controller.api.view.ViewJson;
import io.reservoir.controller.node.Node;
import io.reservoir.model.vee.Vee;
import io.reservoir.model.vee.VeePhase;
import io.reservoir.model.vee.VeeState;
import org.jspecify.annotations.Nullable;

/** Does one thing to one VEE, on the word of its tenant. */
final class TellVee implements Operation {
    private final Backend backend;

    TellVee(Backend backend) {
        this.backend = backend;
    }

    @Override
    public Route route() {
        return Route.post(Paths.VEE_VERB, "Tells a VEE to pause, resume, suspend, shut down, run again, or go")
                .with(Params.SERVICE, Params.COMPONENT, Params.ORDINAL, Params.VERB)
                .answering(202, "its host is being told; the VEE as it is now", VeeView.class)
                .failing(Problem.NOT_FOUND, Problem.CONFLICT);
    }

    @Override
    public Reply handle(Call call) {
        record Outcome(Node.Answer answer, @Nullable Vee after) {}
        var outcome = backend.node(call.get(Params.SERVICE), node -> {
            var image = node.image(call.get(Params.SERVICE));
            var vee = image == null ? null : Replicas.find(image, call);
            if (vee == null) {
                return new Outcome(new Node.Answer.NotFound(Replicas.inWords(call)), null);
            }
            var answer = node.tell(vee.id(), call.get(Params.VERB));
            var after = answer instanceof Node.Answer.Ok ok ? ok.image().vees().get(vee.id()) : null;
            return new Outcome(
                    answer,
                    after == null
                            ? vee.in(
                                    VeePhase.GONE,
                                    VeeState.DESTROYED,
                                    node.clock().instant())
                            : after);
        });
        var what = ViewJson.word(call.get(Params.VERB)) + " " + Replicas.inWords(call);
        var after = outcome.after();
        return Answers.of(
                what,
                outcome.answer(),
                ok -> after == null
                        ? Answers.noSuch(Replicas.inWords(call))
                        : new Reply.View(202, Replicas.view(after, backend), null));
    }
}
