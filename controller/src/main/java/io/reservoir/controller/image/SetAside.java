package io.reservoir.controller.image;

import io.reservoir.model.decision.Notice;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.site.HostId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Tells of hosts that get no launches for a while because too many of theirs failed. */
public final class SetAside {
    private static final Epoch ANY = new Epoch(0);

    private SetAside() {}

    /** One notice for each host whose breaker opens by entries that are about to be appended. */
    public static List<Entry> notices(ServiceImage before, List<Entry> entries, Instant at) {
        var after = before;
        for (var entry : entries) {
            after = Replay.apply(after, new Recorded(before.id(), after.lastSeq() + 1, ANY, at, entry));
        }
        var notices = new ArrayList<Entry>();
        after.hostBreakers().forEach((host, breaker) -> {
            if (breaker.opened() > openings(before, host)) {
                notices.add(new Entry.Noticed(new Notice(Notice.Code.HOST_SET_ASIDE, text(host, breaker))));
            }
        });
        return List.copyOf(notices);
    }

    private static int openings(ServiceImage image, HostId host) {
        var breaker = image.hostBreakers().get(host);
        return breaker == null ? 0 : breaker.opened();
    }

    private static String text(HostId host, Breaker breaker) {
        return host + ": too many launches failed, set aside until " + breaker.openUntil();
    }
}
