package io.reservoir.controller.node;

import io.reservoir.controller.image.InFlight;
import io.reservoir.controller.image.ServiceImage;
import io.reservoir.controller.observe.SiteView;
import io.reservoir.model.decision.Notice;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.IntentId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

/**
 * Calls of a service of which nobody knows how they ended, because their host does not list what it has. After
 * {@link #MOST_LISTINGS} looks in vain such a call is parked: an alarm is told and the service goes on without it. It
 * stays in flight, for only its host can tell how it ended.
 */
final class Unresolved {
    static final int MOST_LISTINGS = 60;

    private final Map<IntentId, Integer> listings = new HashMap<>();

    /** Takes in one more look at the hosts; an alarm for each call that is parked by it. */
    List<Entry> look(ServiceImage image, SiteView view, BiPredicate<IntentId, InFlight> isOver) {
        var alarms = new ArrayList<Entry>();
        listings.keySet().retainAll(image.inFlight().keySet());
        image.inFlight().forEach((intent, call) -> {
            var claim = call.claim();
            if (!isOver.test(intent, call) || view.hosts().containsKey(claim.host())) {
                listings.remove(intent);
            } else if (listings.merge(intent, 1, Integer::sum) == MOST_LISTINGS) {
                var text = claim.verb() + " of " + claim.vee() + " (call " + intent + "): " + claim.host()
                        + " did not show in " + MOST_LISTINGS + " looks how it ended; the service goes on without it";
                alarms.add(new Entry.Noticed(new Notice(Notice.Code.CALL_PARKED, text)));
            }
        });
        return List.copyOf(alarms);
    }

    /** True for a call that is waited for no longer. */
    boolean isParked(IntentId intent) {
        return listings.getOrDefault(intent, 0) >= MOST_LISTINGS;
    }
}
