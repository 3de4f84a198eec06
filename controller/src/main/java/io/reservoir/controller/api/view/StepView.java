package io.reservoir.controller.api.view;

import io.reservoir.model.plan.Step;
import io.reservoir.model.service.Size;
import io.reservoir.model.site.HostId;
import org.jspecify.annotations.Nullable;

/**
 * One step of a plan.
 *
 * @param vee such as {@code WebShop/C1[3]#1}
 * @param host where it is started, or moves to
 * @param size what it is given
 * @param statement the statement that asked for it, where one did
 */
public record StepView(
        Action action,
        String vee,
        @Nullable String host,
        @Nullable SizeView size,
        String reason,
        @Nullable SourceView statement) {
    /** What is done. */
    public enum Action {
        AWAIT,
        START,
        DRAIN,
        KEEP,
        STOP,
        REMOVE,
        RESIZE,
        MOVE
    }

    public static StepView of(Step step) {
        return switch (step) {
            case Step.Await await -> of(Action.AWAIT, step, null, await.size());
            case Step.Start start -> of(Action.START, step, start.host(), start.size());
            case Step.Drain drain -> of(Action.DRAIN, step, null, null);
            case Step.Keep keep -> of(Action.KEEP, step, null, null);
            case Step.Stop stop -> of(Action.STOP, step, null, null);
            case Step.Remove remove -> of(Action.REMOVE, step, null, null);
            case Step.Resize resize -> of(Action.RESIZE, step, null, resize.size());
            case Step.Move move -> of(Action.MOVE, step, move.host(), null);
        };
    }

    private static StepView of(Action action, Step step, @Nullable HostId host, @Nullable Size size) {
        return new StepView(
                action,
                step.vee().toString(),
                host == null ? null : host.name(),
                size == null ? null : SizeView.of(size),
                step.reason().text(),
                SourceView.of(step.reason().source()));
    }
}
