package io.reservoir.controller.api.operation;

import io.reservoir.controller.api.backend.Backend;
import io.reservoir.controller.api.http.Call;
import io.reservoir.controller.api.http.Operation;
import io.reservoir.controller.api.http.Parameter;
import io.reservoir.controller.api.http.Parameter.Shape;
import io.reservoir.controller.api.http.Problem;
import io.reservoir.controller.api.http.Reply;
import io.reservoir.controller.api.http.Route;
import io.reservoir.controller.api.view.Paths;
import io.reservoir.controller.node.Decider;
import io.reservoir.controller.whynot.Inquiry;
import io.reservoir.controller.whynot.Inquiry.About;
import io.reservoir.controller.whynot.WhyNot;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Says what would have to be otherwise for a target to be another one. */
final class AskWhyNot implements Operation {
    private static final Pattern SIZE = Pattern.compile("\\d{1,15}(\\.\\d{1,9})?");

    private static final Parameter<About> DIRECTION = Parameter.query(
            "direction",
            "which way: `more` or `less`; both where neither this nor a target is given",
            Shape.text("^(more|less)$", "more"),
            AskWhyNot::direction);

    private static final Parameter<About> TARGET = Parameter.query(
            "target",
            "the size that is wished for, in VEEs, vCPUs or bytes: it or more where it is above the present one, else"
                    + " it or less; it goes before a direction",
            new Shape("number", null, null, 0L, null, "12"),
            text -> SIZE.matcher(text).matches() ? new About.Size(Double.parseDouble(text)) : null);

    private final Backend backend;

    AskWhyNot(Backend backend) {
        this.backend = backend;
    }

    private static @Nullable About direction(String text) {
        return switch (text) {
            case "more" -> new About.More();
            case "less" -> new About.Less();
            default -> null;
        };
    }

    @Override
    public Route route() {
        return Route.get(
                        Paths.WHY_NOT,
                        "Says what would have to be otherwise for a variable to be more or less: the values of its"
                                + " inputs at which it flips, and what stands in the way beside them")
                .with(Params.SERVICE, Params.VARIABLE, DIRECTION, TARGET)
                .answering(200, "flip points and obstacles, by direction", WhyNot.class)
                .failing(Problem.NOT_FOUND, Problem.CONFLICT);
    }

    @Override
    public Reply handle(Call call) {
        var service = call.get(Params.SERVICE);
        var program = backend.node(service, node -> node.program(service));
        if (program == null) {
            return Answers.noSuch(service);
        }
        var variable = call.get(Params.VARIABLE);
        if (!Decider.isDecided(program, variable)) {
            return Answers.noSuch("decision about `" + variable + "`");
        }
        var moment = backend.node(service, node -> node.moment(service));
        if (moment == null) {
            return Reply.failure(
                    Problem.CONFLICT, "service `" + service + "` is not evaluated: it is not active, or not yet");
        }
        var about = call.find(TARGET, call.find(DIRECTION, new About.Either()));
        if (about instanceof About.Size(var size) && size == Inquiry.current(moment, variable)) {
            return Reply.failure(Problem.CONFLICT, "the target of `" + variable + "` is that already");
        }
        return Reply.ok(Inquiry.of(moment, variable, about, true));
    }
}
