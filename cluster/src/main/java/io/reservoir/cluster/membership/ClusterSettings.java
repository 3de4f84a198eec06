package io.reservoir.cluster.membership;

import io.reservoir.cluster.ownership.Roster;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a node finds the others. What is wrong with it is told by an {@link IllegalArgumentException} for people.
 *
 * @param cluster name of the cluster, the same on all nodes
 * @param name of this node
 * @param members all nodes that the cluster may have, this one among them, the same on all nodes
 * @param networkIsTrusted whether the operator says that nobody else reaches the members' addresses
 */
public record ClusterSettings(String cluster, String name, List<Peer> members, boolean networkIsTrusted) {
    private static final int MOST_MEMBERS = 9;
    private static final Pattern NAME = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");

    /** A node of the list: its name, and the address at which its membership listens. */
    public record Peer(String name, String host, int port) {
        private static final Pattern TEXT = Pattern.compile("([^=]+)=(\\[[0-9a-fA-F:]+]|[^:=\\[\\]]+):(\\d{1,5})");

        public Peer {
            requireName("a member's name", name);
            if (port < 1 || port > 65_535) {
                throw new IllegalArgumentException("the port of member `" + name + "` is 1 to 65535, not " + port);
            }
        }

        /** Reads {@code NAME=HOST:PORT}; an IPv6 address stands in brackets. */
        public static Peer parse(String text) {
            var match = TEXT.matcher(text);
            if (!match.matches()) {
                throw new IllegalArgumentException(
                        "a member is NAME=HOST:PORT, such as n1=10.0.0.1:5701, not `" + text + "`");
            }
            var host = match.group(2);
            var bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
            return new Peer(match.group(1), bare, Integer.parseInt(match.group(3)));
        }

        /** As {@code HOST:PORT}. */
        public String address() {
            return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        }

        @Override
        public String toString() {
            return name + "=" + address();
        }
    }

    public ClusterSettings {
        members = List.copyOf(members);
        requireName("the cluster's name", cluster);
        requireName("the node's name", name);
        if (members.size() > MOST_MEMBERS) {
            throw new IllegalArgumentException(
                    "a cluster has at most " + MOST_MEMBERS + " members, not " + members.size());
        }
        var twins = twin(members.stream().map(Peer::name).toList());
        if (twins != null) {
            throw new IllegalArgumentException("two members are called `" + twins + "`");
        }
        var shared = twin(members.stream().map(Peer::address).toList());
        if (shared != null) {
            throw new IllegalArgumentException("two members have the address " + shared);
        }
        var self = find(members, name);
        if (!networkIsTrusted && !address(self).isLoopbackAddress()) {
            throw new IllegalArgumentException("members tell each other everything in the open and take whoever comes, "
                    + "so " + self.address() + " must be reached by nobody else; only loopback addresses are taken "
                    + "unless the network is trusted");
        }
    }

    private static @Nullable String twin(List<String> texts) {
        return texts.stream()
                .filter(text -> texts.indexOf(text) != texts.lastIndexOf(text))
                .findFirst()
                .orElse(null);
    }

    private static void requireName(String what, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    what + " is 1 to 63 of `a` to `z`, `0` to `9` and `-`, not `" + name + "`");
        }
    }

    private static Peer find(List<Peer> members, String name) {
        return members.stream()
                .filter(member -> member.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("node `" + name + "` is not in the list of members: "
                        + members.stream().map(Peer::toString).toList()));
    }

    private static InetAddress address(Peer peer) {
        try {
            return InetAddress.getByName(peer.host());
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("`" + peer.host() + "` is no address that this machine knows", e);
        }
    }

    /** This node in the list. */
    public Peer self() {
        return find(members, name);
    }

    /** The numeric address of this node. */
    String selfAddress() {
        return address(self()).getHostAddress();
    }

    public Roster roster() {
        return new Roster(members.stream().map(Peer::name).toList());
    }
}
