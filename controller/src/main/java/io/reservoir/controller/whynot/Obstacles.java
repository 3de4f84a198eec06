package io.reservoir.controller.whynot;

import io.reservoir.controller.decide.Pipeline;
import io.reservoir.controller.decide.Question;
import io.reservoir.controller.explain.Words;
import io.reservoir.controller.whynot.WhyNot.Obstacle;
import io.reservoir.model.decision.Decision;
import io.reservoir.model.decision.StageLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What stands in the way of a wish beside values: stages that hold it back now, and those that would if it came up. */
final class Obstacles {
    private final Question question;
    private final Wish wish;

    private Obstacles(Question question, Wish wish) {
        this.question = question;
        this.wish = wish;
    }

    /** In the order of the stages. */
    static List<Obstacle> of(Question question, Wish wish) {
        return new Obstacles(question, wish).all();
    }

    private List<Obstacle> all() {
        Map<String, StageLine> lines = new LinkedHashMap<>();
        heldBack(Pipeline.decide(question).decision()).forEach(line -> lines.put(line.stage(), line));
        for (var line : Pipeline.hindrances(question, wish.size())) {
            lines.putIfAbsent(line.stage(), line);
        }
        return lines.values().stream().map(this::obstacle).toList();
    }

    /** Stages that, as things are, take back some of a change in the direction of the wish. */
    private List<StageLine> heldBack(Decision decision) {
        var held = new ArrayList<StageLine>();
        var before = decision.from();
        for (var line : decision.lines()) {
            if (line.changed() && wish.isAgainst(before, line.result()) && isOnTheWay(before)) {
                held.add(line);
            }
            before = line.result();
        }
        return held;
    }

    private boolean isOnTheWay(double size) {
        return wish.grows() ? size > wish.current() : size < wish.current();
    }

    private Obstacle obstacle(StageLine line) {
        return new Obstacle(line.stage(), line.text(), otherwise(line.stage()), until(line));
    }

    /** When the stage lets the wish pass by itself, null if never. */
    private @Nullable Instant until(StageLine line) {
        return Course.events(question, question.state()).stream()
                .filter(event -> event.isAfter(question.now()))
                .sorted()
                .filter(event -> Pipeline.hindrances(question.at(event, question.state()), wish.size()).stream()
                        .noneMatch(later -> later.stage().equals(line.stage())))
                .findFirst()
                .filter(event -> Pipeline.hindrances(question, wish.size()).stream()
                        .anyMatch(now -> now.stage().equals(line.stage())))
                .orElse(null);
    }

    private String otherwise(String stage) {
        var more = wish.grows() ? "greater" : "less";
        return switch (stage) {
            case "bounds", "clamp" ->
                (wish.grows() ? "max would have to be at least " : "min would have to be at most ")
                        + Words.of(question.variable().toString(), wish.size());
            case "band" -> "the raw value would have to be " + more + " than this range, or the band narrower";
            case "stabilise" -> "all results of the window would have to be " + more;
            case "anti-thrash" -> "the raw value would have to be less by itself";
            case "rate limit" -> "more time would have to pass since the last changes";
            case "budget" -> "the budget would have to leave more";
            case "feasibility" -> "an allowed host would have to have room";
            case "owned ceiling" -> "VEEs that are owned and do not serve would have to go, or max to be greater";
            case "gates" -> "what closes the gate would have to end";
            default -> "this stage would have to let it pass";
        };
    }
}
