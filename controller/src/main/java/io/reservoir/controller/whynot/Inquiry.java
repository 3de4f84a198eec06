package io.reservoir.controller.whynot;

import io.reservoir.controller.api.view.InputView;
import io.reservoir.controller.api.view.SourceView;
import io.reservoir.controller.decide.Pipeline;
import io.reservoir.controller.decide.Question;
import io.reservoir.controller.node.Inputs;
import io.reservoir.controller.node.ServiceMoment;
import io.reservoir.controller.whynot.WhyNot.Answer;
import io.reservoir.controller.whynot.WhyNot.Coming;
import io.reservoir.controller.whynot.WhyNot.Flip;
import io.reservoir.controller.whynot.WhyNot.NoFlip;
import io.reservoir.controller.whynot.WhyNot.Relation;
import io.reservoir.dsl.program.CheckedService;
import io.reservoir.dsl.program.Input;
import io.reservoir.model.decision.Policy;
import io.reservoir.model.decision.StageLine;
import io.reservoir.model.decision.Variable;
import io.reservoir.model.reading.Aggregation;
import io.reservoir.model.reading.Value;
import io.reservoir.model.service.Metric;
import io.reservoir.model.unit.Unit;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** Asks the pipeline again and again, each time with one input changed, for what would bring a target about. */
public final class Inquiry {
    /** How far an input is looked at: a million times what it is, or a million where it is less than one. */
    static final double FARTHEST = 1e6;

    private static final Unit SECOND = Objects.requireNonNull(Unit.named("s"));
    private static final double MOST_REPLICAS = 1_000;

    private final ServiceMoment moment;
    private final Variable variable;
    private final boolean hostsAsked;
    private final CheckedService program;
    private final List<Double> constants;
    private final double current;

    private Inquiry(ServiceMoment moment, Variable variable, boolean hostsAsked) {
        this.moment = moment;
        this.variable = variable;
        this.hostsAsked = hostsAsked;
        program = moment.program();
        constants = program.constants();
        current = current(moment, variable);
    }

    /** Which targets are asked about. */
    public sealed interface About {
        /** One step more, and one less. */
        record Either() implements About {}

        record More() implements About {}

        record Less() implements About {}

        /** That size or more where it is above the current one, else that size or less. */
        record Size(double size) implements About {}
    }

    /**
     * Why a target is what it is and no other.
     *
     * @param hostsAsked false if the situation knows no hosts, so that there is nothing to be said of their room
     */
    public static WhyNot of(ServiceMoment moment, Variable variable, About about, boolean hostsAsked) {
        return new Inquiry(moment, variable, hostsAsked).answered(about);
    }

    /** The target in force. */
    public static double current(ServiceMoment moment, Variable variable) {
        return moment.question(variable, moment.inputs()).current();
    }

    private WhyNot answered(About about) {
        var question = moment.question(variable, moment.inputs());
        var decision = Pipeline.decide(question).decision();
        return new WhyNot(
                program.spec().id().name(),
                variable.toString(),
                moment.situation().now(),
                current,
                decision.because(),
                SourceView.of(decision.source()),
                InputView.of(question.inputs()),
                hostsAsked,
                wishes(about).mapToObj(size -> answer(new Wish(current, size))).toList());
    }

    /** What targets of a variable are multiples of. */
    static double step(Question question) {
        return question.policies().values().stream()
                .mapToDouble(Policy::step)
                .min()
                .orElse(question.unruled().step());
    }

    private DoubleStream wishes(About about) {
        var step = step(moment.question(variable, moment.inputs()));
        return switch (about) {
            case About.Either either -> DoubleStream.of(current + step, current - step);
            case About.More more -> DoubleStream.of(current + step);
            case About.Less less -> DoubleStream.of(current - step);
            case About.Size(var size) -> DoubleStream.of(size);
        };
    }

    private Answer answer(Wish wish) {
        var reached = reached(wish, moment.inputs());
        var flips = new ArrayList<Flip>();
        var without = new ArrayList<NoFlip>();
        if (reached == null) {
            Inputs.of(variable, program).inputs().forEach(input -> vary(wish, input, flips, without));
        }
        var obstacles = Obstacles.of(moment.question(variable, moment.inputs()), wish).stream()
                .filter(obstacle -> hostsAsked || !obstacle.stage().equals("feasibility"))
                .toList();
        return new Answer(
                wish.size(),
                reached == null
                        ? null
                        : new Coming(reached.at(), reached.decision().target(), heldBy(reached)),
                flips,
                without,
                obstacles);
    }

    private Course.@Nullable Reached reached(Wish wish, List<Value> inputs) {
        return Course.reached(moment.question(variable, inputs), wish);
    }

    private void vary(Wish wish, int input, List<Flip> flips, List<NoFlip> without) {
        var name = program.inputs().get(input).text();
        if (!(moment.inputs().get(input) instanceof Value.Known(var now))) {
            var cause = moment.inputs().get(input) instanceof Value.Unknown(var why) ? why : "";
            without.add(new NoFlip(name, "it is unknown: " + cause));
            return;
        }
        var found = switch (program.inputs().get(input)) {
            case Input.Windowed windowed -> continuous(wish, input, now, unit(windowed));
            case Input.Previous previous -> continuous(wish, input, now, Unit.ONE);
            case Input.Price price -> continuous(wish, input, now, Unit.ONE);
            case Input.BudgetLeft left -> continuous(wish, input, now, Unit.ONE);
            case Input.BurnRate rate -> continuous(wish, input, now, Unit.ONE);
            case Input.Forecast forecast -> continuous(wish, input, now, Unit.ONE);
            case Input.Ready ready -> whole(wish, input, now, MOST_REPLICAS);
            case Input.During during -> whole(wish, input, now, 1);
            // it is the target itself
            case Input.Current itself -> List.<Flip>of();
        };
        flips.addAll(found);
        if (found.isEmpty()) {
            without.add(new NoFlip(name, noneWords(program.inputs().get(input), now)));
        }
    }

    private static String noneWords(Input input, double now) {
        return switch (input) {
            case Input.Current itself -> "it is the target itself";
            case Input.During during -> now == 1 ? "nor would it if it were over" : "nor would it if it held";
            default -> "no value does, from 0 up to a million times what it is";
        };
    }

    private List<Flip> continuous(Wish wish, int input, double now, Unit unit) {
        var typed = unit.fromBase(now);
        var named = constants.stream().map(unit::fromBase).toList();
        var flips = new ArrayList<Flip>();
        var reach = Math.max(1, Math.abs(typed)) * FARTHEST;
        for (var limit : new double[] {reach, typed >= 0 ? 0 : -reach}) {
            if (limit != typed) {
                var value = FlipSearch.nearest(
                        x -> reached(wish, with(input, unit.toBase(x))) != null, typed, limit, named);
                if (value != null) {
                    flips.add(flip(wish, input, value, unit, typed));
                }
            }
        }
        return flips;
    }

    private List<Flip> whole(Wish wish, int input, double now, double most) {
        var flips = new ArrayList<Flip>();
        for (var step : new int[] {1, -1}) {
            for (var x = now + step; x >= 0 && x <= most; x += step) {
                if (reached(wish, with(input, x)) != null) {
                    flips.add(flip(wish, input, BigDecimal.valueOf((long) x), Unit.ONE, now));
                    break;
                }
            }
        }
        return flips;
    }

    private Flip flip(Wish wish, int input, BigDecimal value, Unit unit, double now) {
        var reached = Objects.requireNonNull(reached(wish, with(input, unit.toBase(value.doubleValue()))));
        return new Flip(
                program.inputs().get(input).text(),
                value.doubleValue() > now ? Relation.AT_LEAST : Relation.AT_MOST,
                value,
                unit.symbol().isEmpty() ? null : unit.symbol(),
                now,
                reached.decision().target(),
                reached.at(),
                heldBy(reached));
    }

    private List<Value> with(int input, double value) {
        var inputs = new ArrayList<>(moment.inputs());
        inputs.set(input, Double.isFinite(value) ? Value.known(value) : Value.unknown("it is not finite"));
        return inputs;
    }

    /** The unit in which people read an input: the metric's, by the second where it is a rate. */
    private Unit unit(Input.Windowed input) {
        return program.spec().metrics().stream()
                .filter(metric -> metric.name().equals(input.metric())
                        && metric.component().equals(input.component()))
                .findFirst()
                .map(metric -> isRate(metric, input.overTime()) ? metric.unit().per(SECOND) : metric.unit())
                .orElse(Unit.ONE);
    }

    private static boolean isRate(Metric metric, Aggregation overTime) {
        var isCounter = metric.kind() == Metric.Kind.COUNTER;
        return switch (overTime) {
            case Aggregation.Percentile percentile -> isCounter;
            case Aggregation.Simple simple ->
                switch (simple) {
                    case SUM, DELTA -> false;
                    case RATE -> true;
                    case AVG, MIN, MAX, LAST -> isCounter;
                };
        };
    }

    /** What the stage says that holds a wish back to the last: of the decision before, the last that changed it. */
    private static @Nullable String heldBy(Course.Reached reached) {
        var before = reached.before();
        return before == null
                ? null
                : before.lines().stream()
                        .filter(StageLine::changed)
                        .reduce((a, b) -> b)
                        .map(line -> line.stage() + ": " + line.text())
                        .orElse(null);
    }
}
