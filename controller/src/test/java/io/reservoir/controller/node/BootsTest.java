package io.reservoir.controller.node;

import static io.reservoir.controller.image.Story.NOON;
import static io.reservoir.controller.image.Story.SMALL;
import static io.reservoir.controller.image.Story.c1;
import static io.reservoir.controller.image.Story.host;
import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.controller.image.Story;
import io.reservoir.controller.observe.SiteView;
import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.port.Host.Sighting;
import io.reservoir.model.service.Size;
import io.reservoir.model.site.HostCapacity;
import io.reservoir.model.vee.VeeState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BootsTest {
    private final Story story = new Story().booting(c1(1), "h1");
    private final Boots boots = new Boots();
    private Duration uptime = Duration.ofHours(5);

    /** The host says that it runs since then; the look is five seconds after the one before. */
    private Duration look(VeeState state, boolean booted, Instant since) {
        var sighting = new Sighting(c1(1), state, SMALL, since, booted, new Epoch(1), false, List.of(), List.of());
        var seen =
                SiteView.Seen.of(new HostCapacity(host("h1"), "D1", SMALL, Size.NOTHING), List.of(sighting), List.of());
        return look(new SiteView(Instant.MAX, uptime, new TreeMap<>(Map.of(host("h1"), seen)), List.of()));
    }

    private Duration look(SiteView view) {
        boots.look(story.image(), view);
        uptime = uptime.plusSeconds(5);
        return boots.length(c1(1), view.uptime());
    }

    @Test
    void timeCountsFromTheFirstLookWhateverTheClocksSay() {
        assertThat(look(VeeState.ACTIVE, false, NOON)).isZero();
        assertThat(look(VeeState.ACTIVE, false, NOON)).hasSeconds(5);
        assertThat(look(new SiteView(NOON, uptime, new TreeMap<>(), List.of(host("h1")))))
                .as("while its host is silent too")
                .hasSeconds(10);
        assertThat(look(VeeState.ACTIVE, false, NOON)).hasSeconds(15);
    }

    @Test
    void itBeginsAnewWithAnotherBoot() {
        look(VeeState.ACTIVE, false, NOON);
        assertThat(look(VeeState.ACTIVE, false, NOON.plusSeconds(1))).isZero();
        assertThat(look(VeeState.ACTIVE, false, NOON.plusSeconds(1))).hasSeconds(5);
        assertThat(look(VeeState.SHUTOFF, false, NOON.plusSeconds(2))).isZero();
        assertThat(look(VeeState.ACTIVE, true, NOON.plusSeconds(3))).isZero();
        assertThat(look(VeeState.ACTIVE, false, NOON.plusSeconds(3))).isZero();
    }
}
