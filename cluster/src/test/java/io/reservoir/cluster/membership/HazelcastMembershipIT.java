package io.reservoir.cluster.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.reservoir.cluster.membership.ClusterSettings.Peer;
import io.reservoir.model.site.NodeAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Hazelcast over sockets. */
class HazelcastMembershipIT {
    private static final String LINE = "release 0.1, schema 3";
    private static final Duration LONG = Duration.ofSeconds(60);

    private final List<Peer> peers = new ArrayList<>();
    private final List<HazelcastMembership> joined = new ArrayList<>();

    @BeforeEach
    void findPorts() throws IOException {
        for (int i = 1; i <= 3; i++) {
            peers.add(new Peer("n" + i, "127.0.0.1", freePort()));
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @AfterEach
    void leave() {
        joined.forEach(HazelcastMembership::close);
    }

    private static NodeAddress address(String name, String life) {
        return new NodeAddress(name + "/" + life, "127.0.0.1", 7071, 7070);
    }

    private HazelcastMembership join(String cluster, String name, List<Peer> list, String line) {
        var settings = new ClusterSettings(cluster, name, list, false);
        var membership = HazelcastMembership.join(settings, address(name, "a"), line);
        joined.add(membership);
        return membership;
    }

    @Test
    void membersSeeEachOtherAndWhoGoes() {
        var first = join("shops", "n1", peers, LINE);
        var changes = new AtomicInteger();
        first.whenChanged(changes::incrementAndGet);
        var second = join("shops", "n2", peers, LINE);

        await().atMost(LONG).until(() -> first.members().size() == 2);
        assertThat(first.members()).containsExactlyInAnyOrder(address("n1", "a"), address("n2", "a"));
        assertThat(second.members()).containsExactlyInAnyOrderElementsOf(first.members());

        second.close();
        await().atMost(LONG).until(() -> first.members().size() == 1);
        await().atMost(LONG).until(() -> changes.get() == 2);
        assertThat(second.members()).isEmpty();
    }

    @Test
    void anotherReleaseSchemaOrListIsRefusedInOneLineAndCountsForNothing() {
        var first = join("shops", "n1", peers, LINE);

        assertThatThrownBy(() -> join("shops", "n2", peers, "release 0.2, schema 3"))
                .isInstanceOf(JoinRefused.class)
                .hasMessageContaining("it has release 0.2, schema 3")
                .hasMessageContaining("n1/a has release 0.1, schema 3")
                .message()
                .hasLineCount(1);
        var fewer = peers.subList(0, 2);
        assertThatThrownBy(() -> join("shops", "n2", fewer, LINE)).isInstanceOf(JoinRefused.class);
        assertThat(first.members()).containsExactly(address("n1", "a"));
    }

    @Test
    void anotherClusterIsAnother() {
        var first = join("shops", "n1", peers, LINE);
        var other = join("bank", "n2", peers, LINE);

        assertThat(first.members()).hasSize(1);
        assertThat(other.members()).hasSize(1);
    }

    @Test
    void aPortThatIsTakenIsNamed() throws IOException {
        try (var taken = new ServerSocket(peers.getFirst().port(), 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> join("shops", "n1", peers, LINE))
                    .isInstanceOf(JoinRefused.class)
                    .hasMessageContaining("cannot be a member at 127.0.0.1:" + taken.getLocalPort());
        }
    }

    @Test
    @SuppressWarnings("removal")
    void everythingThatIsNotNeededIsOff() {
        var settings = new ClusterSettings("shops", "n1", peers, false);
        var config = HazelcastMembership.config(settings, address("n1", "a"), LINE);

        var join = config.getNetworkConfig().getJoin();
        assertThat(join.getMulticastConfig().isEnabled()).isFalse();
        assertThat(join.isAutoDetectionEnabled()).isFalse();
        assertThat(join.getTcpIpConfig().isEnabled()).isTrue();
        assertThat(join.getTcpIpConfig().getMembers())
                .containsExactlyElementsOf(peers.stream().map(Peer::address).toList());
        assertThat(config.getNetworkConfig().getInterfaces().getInterfaces()).containsExactly("127.0.0.1");
        assertThat(config.getNetworkConfig().isPortAutoIncrement()).isFalse();
        assertThat(config.getNetworkConfig().getRestApiConfig().isEnabled()).isFalse();
        assertThat(config.getJetConfig().isEnabled()).isFalse();
        assertThat(config.getProperty("hazelcast.phone.home.enabled")).isEqualTo("false");
        assertThat(config.getProperty("hazelcast.heartbeat.interval.seconds")).isEqualTo("1");
        assertThat(config.getProperty("hazelcast.max.no.heartbeat.seconds")).isEqualTo("5");
        assertThat(config.getProperty("hazelcast.operation.call.timeout.millis"))
                .isEqualTo("10000");
        assertThat(Integer.parseInt(config.getProperty("hazelcast.io.output.thread.count")))
                .isGreaterThanOrEqualTo(3);
        var filter = config.getSerializationConfig().getJavaSerializationFilterConfig();
        assertThat(filter.isDefaultsDisabled()).isTrue();
        assertThat(filter.getWhitelist().isListed("com.hazelcast.cluster.Member"))
                .isTrue();
        assertThat(filter.getWhitelist().isListed("org.springframework.Evil")).isFalse();
        assertThat(config.getClusterName()).isEqualTo("shops");
    }
}
