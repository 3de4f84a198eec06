package io.reservoir.controller.node;

import static io.reservoir.controller.image.Story.NOON;
import static io.reservoir.controller.image.Story.SMALL;
import static io.reservoir.controller.image.Story.c1;
import static io.reservoir.controller.image.Story.host;
import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.controller.image.Story;
import io.reservoir.controller.observe.SiteView;
import io.reservoir.model.decision.Notice;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.IntentId;
import io.reservoir.model.service.Size;
import io.reservoir.model.site.HostCapacity;
import io.reservoir.model.vee.Verb;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class UnresolvedTest {
    private static final SiteView NOBODY = new SiteView(NOON, Duration.ZERO, new TreeMap<>(), List.of(host("h1")));

    private final Story story =
            new Story().booting(c1(1), "h1").then(new Entry.Claimed(c1(1), host("h1"), Verb.SHUTDOWN, SMALL, null));
    private final IntentId intent = story.image().inFlight().firstKey();
    private final Unresolved unresolved = new Unresolved();

    private List<Entry> look(SiteView view, boolean isOver) {
        return unresolved.look(story.image(), view, (one, call) -> isOver);
    }

    private void lookInVain(int times) {
        for (int i = 0; i < times; i++) {
            assertThat(look(NOBODY, true)).isEmpty();
        }
    }

    @Test
    void aCallThatNoHostShowsIsParkedWithOneAlarm() {
        lookInVain(Unresolved.MOST_LISTINGS - 1);
        assertThat(unresolved.isParked(intent)).isFalse();

        assertThat(look(NOBODY, true)).singleElement().satisfies(alarm -> {
            var notice = ((Entry.Noticed) alarm).notice();
            assertThat(notice.code()).isEqualTo(Notice.Code.CALL_PARKED);
            assertThat(notice.text()).startsWith("SHUTDOWN of " + c1(1)).contains("h1 did not show");
        });
        assertThat(unresolved.isParked(intent)).isTrue();
        lookInVain(3);
    }

    @Test
    void aCallThatMayStillTakeEffectIsNotCounted() {
        for (int i = 0; i < 2 * Unresolved.MOST_LISTINGS; i++) {
            assertThat(look(NOBODY, false)).isEmpty();
        }
        assertThat(unresolved.isParked(intent)).isFalse();
    }

    @Test
    void aHostThatAnswersAgainBeginsTheCountAnew() {
        lookInVain(Unresolved.MOST_LISTINGS - 1);
        var seen = new TreeMap<>(Map.of(
                host("h1"),
                SiteView.Seen.of(new HostCapacity(host("h1"), "D1", SMALL, Size.NOTHING), List.of(), List.of())));
        assertThat(look(new SiteView(NOON, Duration.ZERO, seen, List.of()), true))
                .isEmpty();
        lookInVain(Unresolved.MOST_LISTINGS - 1);
        assertThat(unresolved.isParked(intent)).isFalse();
    }
}
