package io.reservoir.cluster.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Links on which both sides show certificates. */
class TlsLinkIT {
    @TempDir
    Path directory;

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(20));
    }

    private TestCertificates authority(String name) throws IOException {
        return new TestCertificates(directory.resolve(name));
    }

    @Test
    void twoOfOneAuthoritySpeakWithEachOther() throws IOException {
        var authority = authority("ca");
        try (var a = new LinkLab(LinkLab.A, 0, authority.of("a"));
                var b = new LinkLab(LinkLab.B, 0, authority.of("b"))) {
            var link = a.network.to(b.address("b/1"));
            soon().until(link::isUp);
            link.send(new Samples(new Random(2)).readings(2_500));
            soon().untilAsserted(() -> assertThat(b.handler.readings).hasSize(2_500));
        }
    }

    /** A link is tried for so long that one which can be made would stand. */
    private static void staysDown(LinkLab from, LinkLab to) {
        var link = from.network.to(to.address("b/1"));
        link.send(new Samples(new Random(2)).readings(10));
        await().during(Duration.ofSeconds(2)).atMost(Duration.ofSeconds(3)).until(() -> !link.isUp());
        assertThat(to.handler.readings).isEmpty();
    }

    @Test
    void whoShowsNoCertificateOfTheAuthorityIsNotSpokenWith() throws IOException {
        var authority = authority("ca");
        try (var b = new LinkLab(LinkLab.B, 0, authority.of("b"));
                var plain = new LinkLab(LinkLab.A);
                var stranger = new LinkLab(LinkLab.A, 0, authority("other").of("a"))) {
            staysDown(plain, b);
            staysDown(stranger, b);
        }
    }

    @Test
    void whoShowsACertificateForAnotherHostIsNotSpokenWith() throws IOException {
        var authority = authority("ca");
        try (var b = new LinkLab(LinkLab.B, 0, authority.ofAnotherHost("b"));
                var a = new LinkLab(LinkLab.A, 0, authority.of("a"))) {
            staysDown(a, b);
        }
    }
}
