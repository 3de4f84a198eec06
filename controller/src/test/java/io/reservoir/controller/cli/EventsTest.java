package io.reservoir.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.controller.cli.Events.Event;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class EventsTest {
    private static Stream<Event> events(String stream) {
        var events = new Events();
        return stream.lines().map(events::take).filter(Objects::nonNull);
    }

    @Test
    void putsLinesTogether() {
        assertThat(events("id: Shop:1\nevent: planned\ndata: {}\n\nid: Shop:2\ndata:{\ndata:}\n\n"))
                .containsExactly(new Event("Shop:1", "{}"), new Event("Shop:2", "{\n}"));
    }

    @Test
    void passesOverCommentsAndEventsWithoutData() {
        assertThat(events(": still here\n\nid: Shop:3\n\n")).isEmpty();
    }

    @Test
    void keepsTheLastIdForEventsWithoutOne() {
        assertThat(events("id: a\ndata: 1\n\ndata: 2\n\n"))
                .extracting(Event::id)
                .containsExactly("a", "a");
    }

    @Test
    void dropsAnEventThatIsCutShort() {
        assertThat(events("data: half")).isEmpty();
    }
}
