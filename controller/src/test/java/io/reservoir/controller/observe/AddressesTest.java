package io.reservoir.controller.observe;

import static io.reservoir.controller.image.Story.SHOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reservoir.model.service.Setting;
import io.reservoir.model.service.Setting.Question;
import io.reservoir.model.service.Setting.Resolved;
import io.reservoir.model.service.Setting.Text;
import io.reservoir.model.vee.VeeId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AddressesTest {
    private static final Resolved SELF = new Resolved(Question.IP, null, 0, "RED");
    private static final VeeId C1_2 = new VeeId(SHOP, "C1", 2, 1);

    private static final Addresses KNOWN = new Addresses(Map.of(
            "C1", new TreeMap<>(Map.of(1, Map.of("RED", "10.0.0.1"), 3, Map.of("RED", "10.0.0.3"))),
            "C2", new TreeMap<>(Map.of(1, Map.of(), 2, Map.of("RED", "10.0.0.22", "BLUE", "10.1.0.22")))));

    private static Resolved ask(Question question, String component, int replica) {
        return new Resolved(question, component, replica, "RED");
    }

    private static List<Setting.Part> told(Setting.Part part) {
        var settings = List.of(new Setting("KEY", List.of(new Text("at "), part)));
        assertThat(KNOWN.missing(C1_2, settings)).isNull();
        var parts = KNOWN.told(C1_2, settings).getFirst().parts();
        assertThat(parts).first().isEqualTo(new Text("at "));
        return parts.subList(1, parts.size());
    }

    private static void missing(Setting.Part part, String what) {
        var settings = List.of(new Setting("KEY", List.of(part)));
        assertThat(KNOWN.missing(C1_2, settings)).isEqualTo("setting `KEY` waits for the address of " + what);
        assertThatThrownBy(() -> KNOWN.told(C1_2, settings)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatIsAskedOfAnotherIsAnswered() {
        assertThat(told(ask(Question.IP, "C2", 2))).containsExactly(new Text("10.0.0.22"));
        assertThat(told(ask(Question.IP, "C1", 3))).containsExactly(new Text("10.0.0.3"));
        assertThat(told(ask(Question.IPS, "C2", 0))).containsExactly(new Text("10.0.0.22"));
        assertThat(told(ask(Question.ENTRY, "C1", 0))).containsExactly(new Text("10.0.0.1"));
    }

    @Test
    void whatIsAskedOfItselfIsLeftToItsHost() {
        assertThat(told(ask(Question.IP, "C1", 2))).containsExactly(SELF);
        assertThat(told(SELF)).containsExactly(SELF);
        var id = new Resolved(Question.ID, null, 0, null);
        assertThat(told(id)).containsExactly(id);
        assertThat(told(ask(Question.IPS, "C1", 0)))
                .containsExactly(new Text("10.0.0.1"), new Text(","), SELF, new Text(","), new Text("10.0.0.3"));
    }

    @Test
    void theFirstOfItsComponentIsItsEntry() {
        var settings = List.of(new Setting("KEY", List.of(ask(Question.ENTRY, "C3", 0))));
        assertThat(KNOWN.told(new VeeId(SHOP, "C3", 1, 1), settings).getFirst().parts())
                .containsExactly(SELF);
    }

    @Test
    void whatIsNotKnownYetIsWaitedFor() {
        missing(ask(Question.IP, "C2", 1), "C2[1] in RED");
        missing(ask(Question.IP, "C2", 9), "C2[9] in RED");
        missing(ask(Question.ENTRY, "C2", 0), "a replica of C2 in RED");
        missing(ask(Question.ENTRY, "C3", 0), "a replica of C3 in RED");
        missing(ask(Question.IPS, "C3", 0), "a replica of C3 in RED");
    }
}
