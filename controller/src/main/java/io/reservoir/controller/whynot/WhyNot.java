package io.reservoir.controller.whynot;

import io.reservoir.controller.api.view.InputView;
import io.reservoir.controller.api.view.SourceView;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a target is not another one: what would have to be otherwise. Plain data, the same over REST and in {@code
 * why-not -o json}.
 *
 * @param at the moment that it is about
 * @param current the target in force
 * @param because what decides at that moment, in a sentence
 * @param statement the statement that leads, absent where none is active
 * @param inputs what the variable's statements read, as it stands
 * @param hostsAsked false where the hosts' room was not known, so that nothing is said of it
 * @param wishes one for each target that was asked about
 */
public record WhyNot(
        String service,
        String variable,
        Instant at,
        double current,
        String because,
        @Nullable SourceView statement,
        List<InputView> inputs,
        boolean hostsAsked,
        List<Answer> wishes) {

    /**
     * What there is to say of one target.
     *
     * @param size the target that was asked about: it or more where it is above the current one, else it or less
     * @param coming when it comes if all stays as it is, absent where it does not; then flip points are not looked for
     * @param flips where one input alone would bring it about, all others as they are
     * @param without inputs that cannot, and why
     * @param obstacles what stands in the way beside values
     */
    public record Answer(
            double size, @Nullable Coming coming, List<Flip> flips, List<NoFlip> without, List<Obstacle> obstacles) {}

    /**
     * A target that comes by itself.
     *
     * @param heldBy what the stage says that delays it, absent where nothing does
     */
    public record Coming(
            Instant at, double target, @Nullable String heldBy) {}

    /**
     * A flip point: true at the value, and not one unit of its last digit before.
     *
     * @param value in the unit
     * @param unit as it is written, absent where there is none
     * @param now what is read at present, in the unit
     * @param target what the target would become
     * @param at when it would, if the input came to the value now
     * @param heldBy what the stage says that delays it, absent where nothing does
     */
    public record Flip(
            String input,
            Relation relation,
            BigDecimal value,
            @Nullable String unit,
            double now,
            double target,
            Instant at,
            @Nullable String heldBy) {}

    /** On which side of a value a target flips. */
    public enum Relation {
        AT_LEAST,
        AT_MOST
    }

    /** An input that does not bring a target about by itself. */
    public record NoFlip(String input, String why) {}

    /**
     * Something other than a value that holds a target back.
     *
     * @param stage the stage of the pipeline
     * @param text what it says
     * @param otherwise what would have to be otherwise
     * @param until when it passes by itself, absent where it does not
     */
    public record Obstacle(
            String stage,
            String text,
            String otherwise,
            @Nullable Instant until) {}
}
