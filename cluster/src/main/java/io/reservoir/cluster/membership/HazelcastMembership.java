package io.reservoir.cluster.membership;

import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.config.Config;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import io.reservoir.cluster.ownership.Membership;
import io.reservoir.cluster.ownership.NodeId;
import io.reservoir.model.site.NodeAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Membership by Hazelcast. It says who is alive; no truth, lock, epoch or secret is ever put into it. Members are known
 * by the identity that they bring along, not by Hazelcast's, which changes when a member comes back after a cut.
 */
public final class HazelcastMembership implements Membership {
    private static final Logger LOG = LoggerFactory.getLogger(HazelcastMembership.class);

    /** What must be the same on all nodes. */
    private static final String COMMON = "common";

    private static final String NODE = "node";
    private static final String HOST = "host";
    private static final String PEER_PORT = "peer-port";
    private static final String API_PORT = "api-port";

    /** Fewer let one member that hangs keep the others from hearing of each other. */
    private static final int FEWEST_IO_THREADS = 3;

    private final HazelcastInstance instance;
    private final ClusterSettings settings;
    private final String common;
    private final Set<String> strangers = ConcurrentHashMap.newKeySet();

    private HazelcastMembership(HazelcastInstance instance, ClusterSettings settings, String common) {
        this.instance = instance;
        this.settings = settings;
        this.common = common;
    }

    /**
     * Joins the members that are there, or is the first one.
     *
     * @param line release and schema: who has another one, or another list of members, is refused
     */
    public static HazelcastMembership join(ClusterSettings settings, NodeAddress self, String line) {
        // before its first class is loaded, for that one logs
        System.setProperty("hazelcast.logging.type", "slf4j");
        HazelcastInstance instance;
        try {
            instance = Hazelcast.newHazelcastInstance(config(settings, self, line));
        } catch (HazelcastException | IllegalStateException e) {
            throw new JoinRefused(
                    "cannot be a member at " + settings.self().address() + ": " + e.getMessage()
                            + "; does another process run there?",
                    e);
        }
        var membership = new HazelcastMembership(instance, settings, common(settings, line));
        membership.requireSameAsOlder();
        return membership;
    }

    private static String common(ClusterSettings settings, String line) {
        return line + ", members "
                + settings.members().stream().map(Object::toString).sorted().toList();
    }

    /** Ends the membership of a node that differs from one that was there before. */
    private void requireSameAsOlder() {
        for (var member : instance.getCluster().getMembers()) {
            if (member.localMember()) {
                return;
            }
            if (!common.equals(member.getAttribute(COMMON))) {
                close();
                throw new JoinRefused("cluster `" + settings.cluster() + "` does not take this node: it has " + common
                        + ", and " + member.getAttribute(NODE) + " has " + member.getAttribute(COMMON)
                        + "; start the same on all nodes");
            }
        }
    }

    static Config config(ClusterSettings settings, NodeAddress self, String line) {
        // made here and nowhere else: no file or variable of the environment is looked at
        var config = new Config();
        config.setClusterName(settings.cluster());
        config.setInstanceName(settings.cluster() + "/" + self.node());
        config.getMemberAttributeConfig()
                .setAttribute(COMMON, common(settings, line))
                .setAttribute(NODE, self.node())
                .setAttribute(HOST, self.host())
                .setAttribute(PEER_PORT, Integer.toString(self.peerPort()))
                .setAttribute(API_PORT, Integer.toString(self.apiPort()));
        config.getJetConfig().setEnabled(false);
        config.getMetricsConfig().setEnabled(false);
        config.getSerializationConfig().setJavaSerializationFilterConfig(filter());
        network(config, settings);
        properties(config, settings);
        return config;
    }

    private static void network(Config config, ClusterSettings settings) {
        var network = config.getNetworkConfig();
        network.setPort(settings.self().port()).setPortAutoIncrement(false);
        network.getInterfaces().setEnabled(true).addInterface(settings.selfAddress());
        network.getMemcacheProtocolConfig().setEnabled(false);
        var join = network.getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        join.getTcpIpConfig()
                .setEnabled(true)
                .setMembers(settings.members().stream()
                        .map(ClusterSettings.Peer::address)
                        .toList());
    }

    private static void properties(Config config, ClusterSettings settings) {
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.shutdownhook.enabled", "false");
        config.setProperty("hazelcast.heartbeat.interval.seconds", "1");
        config.setProperty("hazelcast.max.no.heartbeat.seconds", "5");
        // one that is to be the next master asks the others so many times, whatever the name says, first without a pause and
        // then with up to half a second: five times were over before the others had missed the last one too, ten after 0.1 s,
        // and whoever had not agreed by then was left out
        config.setProperty("hazelcast.mastership.claim.timeout.seconds", "30");
        // one whose joining was cut short tries again under the same id, and was sent away for half a minute
        config.setProperty("hazelcast.stale.join.prevention.duration.seconds", "5");
        config.setProperty("hazelcast.operation.call.timeout.millis", "10000");
        config.setProperty("hazelcast.wait.seconds.before.join", "1");
        config.setProperty("hazelcast.merge.first.run.delay.seconds", "2");
        config.setProperty("hazelcast.merge.next.run.delay.seconds", "2");
        var threads =
                Integer.toString(Math.max(FEWEST_IO_THREADS, settings.members().size()));
        config.setProperty("hazelcast.io.output.thread.count", threads);
        config.setProperty("hazelcast.io.input.thread.count", threads);
        config.setProperty("hazelcast.socket.bind.any", "false");
        config.setProperty("hazelcast.socket.server.bind.any", "false");
        config.setProperty(
                "hazelcast.prefer.ipv4.stack",
                Boolean.toString(!settings.selfAddress().contains(":")));
    }

    /** Members send each other Hazelcast's own objects; of those in Java's serialisation, only these. */
    private static JavaSerializationFilterConfig filter() {
        var filter = new JavaSerializationFilterConfig();
        filter.setDefaultsDisabled(true);
        filter.getWhitelist().addPrefixes("com.hazelcast.", "java.lang.", "java.util.", "[");
        return filter;
    }

    @Override
    public List<NodeAddress> members() {
        var members = new ArrayList<NodeAddress>();
        try {
            for (var member : instance.getCluster().getMembers()) {
                var address = address(member);
                if (address != null) {
                    members.add(address);
                }
            }
        } catch (HazelcastInstanceNotActiveException e) {
            return List.of();
        }
        return List.copyOf(members);
    }

    /** A member of the list that has what must be common, null for any other. */
    private @Nullable NodeAddress address(Member member) {
        var node = member.getAttribute(NODE);
        var at = member.getAddress();
        var known = node == null || !common.equals(member.getAttribute(COMMON))
                ? null
                : settings.members().stream()
                        .filter(peer -> peer.name().equals(NodeId.of(node).name()) && peer.port() == at.getPort())
                        .findFirst()
                        .orElse(null);
        if (known == null || node == null) {
            if (strangers.add(at.getHost() + ":" + at.getPort())) {
                LOG.warn(
                        "{} at {}:{} is no member of this list, release and schema: it counts for nothing",
                        node,
                        at.getHost(),
                        at.getPort());
            }
            return null;
        }
        return new NodeAddress(node, text(member, HOST), number(member, PEER_PORT), number(member, API_PORT));
    }

    private static String text(Member member, String attribute) {
        var text = member.getAttribute(attribute);
        return text == null ? "" : text;
    }

    private static int number(Member member, String attribute) {
        var text = text(member, attribute);
        return text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
    }

    @Override
    public void whenChanged(Runnable listener) {
        instance.getCluster().addMembershipListener(new MembershipListener() {
            @Override
            public void memberAdded(MembershipEvent event) {
                told("joined", event.getMember());
                listener.run();
            }

            @Override
            public void memberRemoved(MembershipEvent event) {
                told("is gone", event.getMember());
                listener.run();
            }
        });
    }

    private static void told(String what, Member member) {
        LOG.info("member {} {}", member.getAttribute(NODE), what);
    }

    @Override
    public void close() {
        // nothing is kept there that others would have to be given
        instance.getLifecycleService().terminate();
    }
}
