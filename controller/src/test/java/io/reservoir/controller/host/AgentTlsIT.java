package io.reservoir.controller.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.reservoir.controller.api.http.ApiServer;
import io.reservoir.controller.api.http.ServerSettings;
import io.reservoir.controller.api.http.TlsSettings;
import io.reservoir.controller.sim.FailurePlan;
import io.reservoir.controller.sim.SimulatedHost;
import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.ledger.IntentId;
import io.reservoir.model.port.Outcome;
import io.reservoir.model.service.Size;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** An agent and those that show it a certificate, or none, or a wrong one. */
class AgentTlsIT {
    private static final String THIS_MACHINE = "san=ip:127.0.0.1";

    @TempDir
    private static Path directory;

    private static Authority authority;
    private static Authority stranger;
    private static HostAgent agent;

    @BeforeAll
    static void start() throws IOException {
        authority = new Authority(directory.resolve("ours"));
        stranger = new Authority(directory.resolve("theirs"));
        agent = agent("h1", authority.issue("agent", THIS_MACHINE));
    }

    private static HostAgent agent(String data, TlsSettings tls) throws IOException {
        var clock = InstantSource.system();
        var settings = SimulatedHost.Settings.of("h1", "north", new Size(16, 32L << 30, 400L << 30));
        return HostAgent.start(
                SimulatedHost.inMemory(settings, FailurePlan.NONE, clock),
                directory.resolve(data),
                new ServerSettings(InetAddress.getLoopbackAddress(), 0, false, tls, HostAgent.LIMITS),
                clock,
                () -> "id");
    }

    @AfterAll
    static void stop() {
        agent.close();
    }

    @Test
    void aControllerOfTheSameAuthorityIsLetIn() throws IOException {
        try (var links = new AgentLinks(authority.issue("controller"))) {
            var host = links.host(AgentLab.H1, address(agent), null);
            // the first handshake of a process may take its time
            await().atMost(Duration.ofSeconds(30)).until(() -> host.list() != null);
            assertThat(host.list()).isEmpty();
            assertThat(host.define(AgentLab.definition(AgentLab.vee(1)), new IntentId(1), new Epoch(1)))
                    .isInstanceOf(Outcome.Done.class);
        }
    }

    @Test
    void aControllerOfAnotherAuthorityIsToldSoOnBothSidesInOneLine() throws IOException {
        var theirs = stranger.issue("controller");
        var ours = authority.issue("unused");
        var mixed = new TlsSettings(theirs.certificate(), theirs.key(), ours.authority());
        var atAgent = listen(ApiServer.class);
        var atController = listen(AgentHost.class);
        try (var links = new AgentLinks(mixed)) {
            var host = links.host(AgentLab.H1, address(agent), null);
            await().atMost(Duration.ofSeconds(30)).until(() -> host.list() == null && !atAgent.list.isEmpty());
            assertThat(host.define(AgentLab.definition(AgentLab.vee(2)), new IntentId(1), new Epoch(1)))
                    .isNotInstanceOf(Outcome.Done.class);
        }
        await().until(() -> !atAgent.list.isEmpty());
        assertThat(atAgent.list.getFirst().getFormattedMessage())
                .contains("a client was refused, there is no TLS with it: Path does not chain")
                .doesNotContain("\n");
        assertThat(atController.list.getLast().getFormattedMessage())
                .contains("host h1 is silent")
                .contains("does not trust our certificate")
                .doesNotContain("\n");
    }

    @Test
    void aControllerWithoutACertificateIsNotLetIn() {
        assertThatThrownBy(() -> new AgentLinks(null).host(AgentLab.H1, address(agent), null))
                .hasMessageContaining("--tls-cert, --tls-key and --tls-ca");
        try (var links = new AgentLinks(null)) {
            var host = links.host(AgentLab.H1, URI.create("http://127.0.0.1:" + port(agent)), null);
            assertThat(host.list()).isNull();
        }
    }

    @Test
    void anAgentOfAnotherAuthorityOrAnotherMachineIsNotSpokenTo() throws IOException {
        var controller = authority.issue("controller-2");
        for (var wrong :
                List.of(stranger.issue("agent", THIS_MACHINE), authority.issue("elsewhere", "san=ip:10.9.8.7"))) {
            try (var other = agent("other", wrong);
                    var links = new AgentLinks(controller)) {
                var host = links.host(AgentLab.H1, address(other), null);
                assertThat(host.list()).isNull();
                assertThat(host.define(AgentLab.definition(AgentLab.vee(3)), new IntentId(1), new Epoch(1)))
                        .isInstanceOfSatisfying(
                                Outcome.Refused.class,
                                refused -> assertThat(refused.detail()).contains("was not told"));
            }
        }
    }

    @Test
    void anAgentsOwnCertificateMakesNoControllerWhereItSaysSo() throws IOException {
        try (var links = new AgentLinks(authority.issue("other-agent", THIS_MACHINE, "eku=serverAuth"))) {
            assertThat(links.host(AgentLab.H1, address(agent), null).list()).isNull();
        }
    }

    @Test
    void whatIsNoCertificateIsSaidBeforeItIsUsed() throws IOException {
        var good = authority.issue("good");
        var text = Files.writeString(directory.resolve("text.pem"), "no certificate\n");
        assertThatThrownBy(() -> new TlsSettings(text, good.key(), good.authority()))
                .hasMessage(text + " is no certificate in PEM");
        assertThatThrownBy(() -> new TlsSettings(good.certificate(), text, good.authority()))
                .hasMessageContaining("is no private key in PEM");
        assertThatThrownBy(() -> new TlsSettings(good.certificate(), good.key(), directory.resolve("none")))
                .hasMessageContaining("cannot read " + directory.resolve("none"));
    }

    private static URI address(HostAgent of) {
        return URI.create("https://127.0.0.1:" + port(of));
    }

    private static int port(HostAgent of) {
        return of.address().getPort();
    }

    private static ListAppender<ILoggingEvent> listen(Class<?> type) {
        var appender = new ListAppender<ILoggingEvent>();
        appender.start();
        ((Logger) LoggerFactory.getLogger(type)).addAppender(appender);
        return appender;
    }
}
