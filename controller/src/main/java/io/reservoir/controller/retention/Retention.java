package io.reservoir.controller.retention;

import io.reservoir.controller.image.Entries;
import io.reservoir.controller.image.Lifecycle;
import io.reservoir.controller.image.Replay;
import io.reservoir.controller.image.ServiceImage;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.service.ServiceId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where the ledger of a service can be cut: at an entry after which it was undeployed, had no VEE and no call under way.
 * Whatever comes later follows from what {@link Entry.Pruned} holds, bills and decisions too. A service that has been up
 * since its first manifest has no such place, and keeps all of its ledger.
 */
public final class Retention {
    /** Budgets and SLA accounts look back to the beginning of their month, and a month is billed in the next one. */
    public static final Duration SHORTEST = Duration.ofDays(62);

    private ServiceImage image;
    private @Nullable Cut last;
    private long taken;

    private Retention(ServiceId service) {
        image = ServiceImage.empty(service);
    }

    /**
     * A place to cut at.
     *
     * @param seq the last entry that goes
     * @param at its time
     * @param left what takes its place
     * @param entries how many go
     */
    public record Cut(ServiceId service, long seq, Instant at, Entry.Pruned left, long entries) {}

    /** The last such place before a time, null where there is none that has not been cut at. */
    public static @Nullable Cut before(Entries.Pages ledger, ServiceId service, Instant time) {
        var retention = new Retention(service);
        Entries.tell(ledger, service, 0, recorded -> retention.take(recorded, time));
        return retention.last;
    }

    private void take(Recorded recorded, Instant time) {
        image = Replay.apply(image, recorded);
        taken++;
        if (!(recorded.entry() instanceof Entry.Pruned) && recorded.at().isBefore(time) && isAtRest()) {
            last = new Cut(
                    image.id(),
                    recorded.seq(),
                    recorded.at(),
                    new Entry.Pruned(image.manifest(), image.manifestSeq(), image.lives(), image.policy()),
                    taken);
        }
    }

    private boolean isAtRest() {
        return image.lifecycle() == Lifecycle.UNDEPLOYED
                && image.vees().isEmpty()
                && image.inFlight().isEmpty();
    }
}
