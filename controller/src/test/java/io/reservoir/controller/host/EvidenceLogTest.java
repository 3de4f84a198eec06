package io.reservoir.controller.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.controller.host.EvidenceLog.News;
import io.reservoir.model.port.Witness.Evidence;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.service.Size;
import io.reservoir.model.vee.VeeId;
import io.reservoir.model.vee.VeeState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceLogTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final ServiceId SHOP = new ServiceId("shop");
    private static final ServiceId BANK = new ServiceId("bank");
    private static final Size SMALL = new Size(1, 2, 3);

    @TempDir
    private Path directory;

    private EvidenceLog log;
    private int journals;

    @BeforeEach
    void open() throws IOException {
        log = EvidenceLog.open(file(), () -> "journal-" + ++journals);
    }

    @AfterEach
    void close() throws IOException {
        log.close();
    }

    @Test
    void numbersWhatIsNewsWithoutAGap() throws IOException {
        log.note(List.of(news(SHOP, 1, VeeState.DEFINED, 0), news(SHOP, 1, VeeState.DEFINED, 5)));
        log.note(List.of(
                news(SHOP, 1, VeeState.ACTIVE, 10),
                news(SHOP, 2, VeeState.DESTROYED, 10),
                news(BANK, 1, VeeState.ACTIVE, 11),
                new News(vee(SHOP, 1), VeeState.ACTIVE, SMALL.withVcpus(2), at(12)),
                news(SHOP, 1, VeeState.DESTROYED, 13),
                news(SHOP, 1, VeeState.DESTROYED, 14)));
        assertThat(log.after(0, 100))
                .containsExactly(
                        new Evidence(1, vee(SHOP, 1), VeeState.DEFINED, SMALL, at(0)),
                        new Evidence(2, vee(SHOP, 1), VeeState.ACTIVE, SMALL, at(10)),
                        new Evidence(3, vee(BANK, 1), VeeState.ACTIVE, SMALL, at(11)),
                        new Evidence(4, vee(SHOP, 1), VeeState.ACTIVE, SMALL.withVcpus(2), at(12)),
                        new Evidence(5, vee(SHOP, 1), VeeState.DESTROYED, SMALL, at(13)));
        assertThat(log.known().keySet()).containsExactly(vee(BANK, 1));
    }

    @Test
    void goesOnAfterARestartWhereItWas() throws IOException {
        log.note(List.of(news(SHOP, 1, VeeState.DEFINED, 0), news(BANK, 1, VeeState.ACTIVE, 1)));
        var before = log.after(0, 100);
        reopen();
        assertThat(log.after(0, 100)).isEqualTo(before);
        assertThat(log.journal()).isEqualTo("journal-1");
        log.note(List.of(news(SHOP, 1, VeeState.DEFINED, 9), news(SHOP, 1, null, 10)));
        assertThat(log.after(2, 100)).containsExactly(new Evidence(3, vee(SHOP, 1), null, SMALL, at(10)));
    }

    @Test
    void keepsEvidenceUntilItsServiceHasTakenIt() throws IOException {
        log.note(List.of(
                news(SHOP, 1, VeeState.ACTIVE, 0),
                news(BANK, 1, VeeState.ACTIVE, 1),
                news(SHOP, 2, VeeState.ACTIVE, 2),
                news(SHOP, 3, VeeState.ACTIVE, 3)));
        assertThat(log.acknowledge("another", Map.of(SHOP, 4L))).isFalse();
        assertThat(log.size()).isEqualTo(4);
        assertThat(log.acknowledge("journal-1", Map.of(SHOP, 3L))).isTrue();
        assertThat(log.after(0, 100)).extracting(Evidence::number).containsExactly(2L, 4L);
        reopen();
        assertThat(log.after(0, 100)).extracting(Evidence::number).containsExactly(2L, 4L);
        assertThat(log.acknowledge("journal-1", Map.of(SHOP, 99L, BANK, 2L))).isTrue();
        assertThat(log.size()).isZero();
        log.note(List.of(news(SHOP, 3, VeeState.PAUSED, 4)));
        assertThat(log.after(0, 100)).extracting(Evidence::number).containsExactly(5L);
    }

    @Test
    void timeNeverGoesBackForAVee() throws IOException {
        log.note(List.of(news(SHOP, 1, VeeState.ACTIVE, 10)));
        log.note(List.of(news(SHOP, 1, VeeState.SHUTOFF, 5)));
        assertThat(log.after(1, 100)).extracting(Evidence::at).containsExactly(at(10));
    }

    @Test
    void aLongLifeDoesNotMakeALongFile() throws IOException {
        for (var i = 0; i < 6_000; i++) {
            log.note(List.of(news(SHOP, 1, i % 2 == 0 ? VeeState.ACTIVE : VeeState.PAUSED, i)));
            log.acknowledge("journal-1", Map.of(SHOP, i + 0L));
        }
        assertThat(Files.size(file())).isLessThan(400_000);
        reopen();
        assertThat(log.after(0, 100))
                .containsExactly(new Evidence(6_000, vee(SHOP, 1), VeeState.PAUSED, SMALL, at(5_999)));
        assertThat(log.known(vee(SHOP, 1))).isEqualTo(new EvidenceLog.Known(VeeState.PAUSED, SMALL, at(5_999)));
    }

    private void reopen() throws IOException {
        log.close();
        open();
    }

    private Path file() {
        return directory.resolve("evidence.log");
    }

    private static News news(ServiceId service, int ordinal, VeeState state, int second) {
        return new News(vee(service, ordinal), state, SMALL, at(second));
    }

    private static VeeId vee(ServiceId service, int ordinal) {
        return new VeeId(service, "C1", ordinal, 1);
    }

    private static Instant at(int second) {
        return START.plusSeconds(second);
    }
}
