package io.reservoir.controller.api.operation;

import io.reservoir.controller.api.http.Call;
import io.reservoir.controller.api.http.Operation;
import io.reservoir.controller.api.http.Problem;
import io.reservoir.controller.api.http.Reply;
import io.reservoir.controller.api.http.Route;
import io.reservoir.controller.api.view.CheckView;
import io.reservoir.controller.api.view.DiagnosticView;
import io.reservoir.controller.api.view.Paths;
import io.reservoir.dsl.Rsl;

/** Says what is wrong with a manifest. */
final class CheckManifest implements Operation {
    @Override
    public Route route() {
        return Route.post(Paths.CHECK, "Checks a manifest and stores nothing")
                .with(Params.FILE_NAME)
                .taking(Manifests.BODY)
                .answering(200, "what was found, errors included", CheckView.class)
                .failing(Problem.INVALID_ENCODING);
    }

    @Override
    public Reply handle(Call call) {
        var text = call.text();
        if (text == null) {
            return Manifests.notUtf8();
        }
        var compilation = Rsl.compile(Manifests.file(call), text);
        var service = compilation.service();
        var name = service == null ? null : service.spec().id().name();
        return Reply.ok(new CheckView(service != null, name, DiagnosticView.of(compilation.diagnostics())));
    }
}
