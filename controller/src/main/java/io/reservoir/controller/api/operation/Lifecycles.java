package io.reservoir.controller.api.operation;

import io.reservoir.controller.api.backend.Backend;
import io.reservoir.controller.api.backend.Known;
import io.reservoir.controller.api.http.Reply;
import io.reservoir.controller.node.Node;
import io.reservoir.model.service.ServiceId;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What activating and undeploying share. */
final class Lifecycles {
    private Lifecycles() {}

    static Reply change(Backend backend, ServiceId id, Function<Node, Node.Answer> change) {
        record Outcome(Node.Answer answer, @Nullable Known service) {}
        var outcome = backend.node(id, node -> new Outcome(change.apply(node), Known.of(node, id)));
        var service = outcome.service();
        return Answers.of(
                "service " + id,
                outcome.answer(),
                ok -> service == null ? Answers.noSuch(id) : Reply.ok(service.view()));
    }
}
