package io.reservoir.controller.host;

import io.reservoir.model.port.Outcome;
import io.reservoir.model.port.Outcome.Refusal;
import io.reservoir.model.vee.VeeId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The last call of each VEE and what came of it, so that a call that comes twice is answered as it was the first time,
 * and one that was overtaken does nothing any more. Safe for use by many threads.
 */
final class Answers {
    private static final int VEES = 10_000;

    private final Map<VeeId, Answered> last = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<VeeId, Answered> eldest) {
            return size() > VEES;
        }
    };

    private record Answered(HostCall call, Outcome outcome) {}

    /** The answer to a call that was made before or came too late; null for one that is to be made. */
    synchronized @Nullable Outcome to(HostCall call) {
        var before = last.get(call.vee());
        if (before == null) {
            return null;
        }
        var age = call.intent().compareTo(before.call.intent());
        if (age > 0) {
            return null;
        }
        if (age < 0) {
            return new Outcome.Refused(
                    Refusal.WRONG_STATE,
                    "intent " + call.intent() + " of " + call.vee() + " was overtaken by " + before.call.intent());
        }
        if (!call.isSame(before.call)) {
            return new Outcome.Refused(
                    Refusal.WRONG_STATE, "intent " + call.intent() + " of " + call.vee() + " was another call");
        }
        return switch (before.outcome) {
            case Outcome.Done done -> done;
            case Outcome.Refused refused -> refused;
            case Outcome.InProgress inProgress -> null;
            case Outcome.Lost lost -> null;
        };
    }

    synchronized void keep(HostCall call, Outcome outcome) {
        last.put(call.vee(), new Answered(call, outcome));
    }
}
