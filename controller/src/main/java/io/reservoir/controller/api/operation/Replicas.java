package io.reservoir.controller.api.operation;

import io.reservoir.controller.api.backend.Backend;
import io.reservoir.controller.api.http.Call;
import io.reservoir.controller.api.http.Problem;
import io.reservoir.controller.api.http.Reply;
import io.reservoir.controller.api.view.VeeView;
import io.reservoir.controller.image.ServiceImage;
import io.reservoir.controller.node.Node;
import io.reservoir.model.site.HostId;
import io.reservoir.model.vee.Vee;
import io.reservoir.model.vee.VeeId;
import io.reservoir.model.vee.VeePhase;
import io.reservoir.model.vee.VeeState;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Finds the VEE that a path names. */
final class Replicas {
    private Replicas() {}

    /** The VEE in its latest life, null where there is none. */
    private static @Nullable Vee find(ServiceImage image, Call call) {
        Vee found = null;
        for (var vee : image.veesOf(call.get(Params.COMPONENT))) {
            // in the order of their ids: of one replica, the latest life comes last
            if (vee.id().ordinal() == call.get(Params.ORDINAL)) {
                found = vee;
            }
        }
        return found;
    }

    /** What is said of the VEE that a path names, where it is there. */
    static Reply about(Backend backend, Call call, BiFunction<Vee, ServiceImage, Reply> say) {
        var known = backend.known(call.get(Params.SERVICE));
        if (known == null) {
            return Answers.noSuch(call.get(Params.SERVICE));
        }
        var vee = find(known.image(), call);
        return vee == null ? Answers.noSuch(inWords(call)) : say.apply(vee, known.image());
    }

    /** What is said of the VEE that a path names and of its host, where it is on one. */
    static Reply placed(Backend backend, Call call, BiFunction<Vee, HostId, Reply> say) {
        return about(backend, call, (vee, image) -> {
            var host = vee.host();
            return host == null
                    ? Reply.failure(Problem.CONFLICT, inWords(call) + " is not placed yet")
                    : say.apply(vee, host);
        });
    }

    /** The VEE beside what its host showed of it when it was last asked. */
    static VeeView view(Vee vee, ServiceImage image, Backend backend) {
        var pass = backend.lastPass();
        var host = vee.host();
        var sighting = pass == null || host == null
                ? null
                : pass.view().sightings(host, vee.id().service()).stream()
                        .filter(seen -> seen.vee().equals(vee.id()))
                        .findFirst()
                        .orElse(null);
        return VeeView.of(vee, image, sighting);
    }

    /** What a path names, in words. */
    static String inWords(Call call) {
        return "VEE `" + call.get(Params.SERVICE) + "/" + call.get(Params.COMPONENT) + "[" + call.get(Params.ORDINAL)
                + "]`";
    }

    /** What is done about a VEE, as an answer: the VEE as it is then. */
    static Reply change(Backend backend, Call call, String what, BiFunction<Node, VeeId, Node.Answer> change) {
        record Outcome(Node.Answer answer, @Nullable VeeView after) {}
        var outcome = backend.node(call.get(Params.SERVICE), node -> {
            var image = node.image(call.get(Params.SERVICE));
            var vee = image == null ? null : find(image, call);
            if (vee == null) {
                return new Outcome(new Node.Answer.NotFound(inWords(call)), null);
            }
            var answer = change.apply(node, vee.id());
            if (!(answer instanceof Node.Answer.Ok ok)) {
                return new Outcome(answer, null);
            }
            var after = ok.image().vees().get(vee.id());
            var gone = vee.in(VeePhase.GONE, VeeState.DESTROYED, node.clock().instant());
            return new Outcome(answer, view(after == null ? gone : after, ok.image(), backend));
        });
        var after = outcome.after();
        return Answers.of(
                what + " " + inWords(call),
                outcome.answer(),
                ok -> after == null ? Answers.noSuch(inWords(call)) : new Reply.View(202, after, null));
    }
}
