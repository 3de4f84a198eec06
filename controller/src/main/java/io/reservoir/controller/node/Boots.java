package io.reservoir.controller.node;

import io.reservoir.controller.image.ServiceImage;
import io.reservoir.controller.observe.SiteView;
import io.reservoir.model.port.Host.Sighting;
import io.reservoir.model.vee.Vee;
import io.reservoir.model.vee.VeeId;
import io.reservoir.model.vee.VeeState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * For how long the VEEs of a service have been seen to run without being up, by a clock that nobody puts forward or back.
 * Hosts say since when they run by clocks of their own: a controller whose clock is ahead of theirs would take down what
 * has only just begun. Where another node takes over, the time begins anew.
 */
final class Boots {
    private final Map<VeeId, Boot> boots = new HashMap<>();

    /**
     * Since when a VEE is seen to boot.
     *
     * @param since as its host says, to tell one boot from another
     * @param seenAt of the first look that showed it, as {@link SiteView#uptime}
     */
    private record Boot(Instant since, Duration seenAt) {}

    /** Takes in one more look at the hosts. */
    void look(ServiceImage image, SiteView view) {
        boots.keySet().retainAll(image.vees().keySet());
        image.vees().values().forEach(vee -> look(vee, view));
    }

    private void look(Vee vee, SiteView view) {
        var host = vee.host();
        if (host == null || !view.hosts().containsKey(host)) {
            return;
        }
        view.sightings(host, vee.id().service()).stream()
                .filter(sighting -> sighting.vee().equals(vee.id()) && isBooting(sighting))
                .findFirst()
                .ifPresentOrElse(
                        sighting -> boots.merge(
                                vee.id(),
                                new Boot(sighting.since(), view.uptime()),
                                (former, boot) -> former.since.equals(boot.since) ? former : boot),
                        () -> boots.remove(vee.id()));
    }

    private static boolean isBooting(Sighting sighting) {
        return sighting.state() == VeeState.ACTIVE && !sighting.booted();
    }

    /** How long that has been at a look for one VEE; nothing where the look before showed something else. */
    Duration length(VeeId vee, Duration uptime) {
        var boot = boots.get(vee);
        return boot == null ? Duration.ZERO : uptime.minus(boot.seenAt);
    }
}
