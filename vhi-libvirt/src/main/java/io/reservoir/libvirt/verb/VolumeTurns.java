package io.reservoir.libvirt.verb;

import io.reservoir.libvirt.binding.Fault;
import io.reservoir.model.port.Outcome.Refusal;
import io.reservoir.model.service.ServiceId;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Sees to it that one thing at a time is done about a volume. Safe for use by many threads. */
final class VolumeTurns {
    private final Set<Turn> taken = ConcurrentHashMap.newKeySet();

    private record Turn(ServiceId service, String volume) {}

    /** What is done meanwhile. */
    @FunctionalInterface
    interface Work<T> {
        T done() throws Fault, NotDone;
    }

    /** Does it, or refuses at once where another call about that volume is under way. */
    <T> T holding(ServiceId service, String volume, Work<T> work) throws Fault, NotDone {
        var turn = new Turn(service, volume);
        if (!taken.add(turn)) {
            throw new NotDone(Refusal.FAILED, "another call about volume `" + volume + "` is under way");
        }
        try {
            return work.done();
        } finally {
            taken.remove(turn);
        }
    }
}
