package io.reservoir.controller.cli;

import io.reservoir.cluster.membership.ClusterSettings;
import io.reservoir.cluster.membership.ClusterSettings.Peer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** A node's place in its cluster, as the command line says it. */
final class ClusterOptions {
    @Option(
            names = "--cluster",
            paramLabel = "NAME",
            description = "the cluster that this node belongs to; it needs --node, --member and --database")
    private @Nullable String cluster;

    @Option(names = "--node", paramLabel = "NAME", description = "the name of this node, one of the members'")
    private @Nullable String node;

    @Option(
            names = "--member",
            paramLabel = "NAME=HOST:PORT",
            converter = Members.class,
            description = "a node of the cluster and where its membership listens; once for each, this one included, "
                    + "the same on all nodes")
    private List<Peer> members = new ArrayList<>();

    @Option(
            names = "--link-port",
            paramLabel = "PORT",
            description = "where the links of the other nodes end (default: the one after its membership's)")
    private @Nullable Integer linkPort;

    /** Reads members. */
    static final class Members implements ITypeConverter<Peer> {
        @Override
        public Peer convert(String text) {
            try {
                return Peer.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }

    /** What is said, null for a node that is alone; what is wrong with it is an {@link IllegalArgumentException}. */
    @Nullable
    ClusterSettings settings(boolean networkIsTrusted) {
        if (cluster == null) {
            if (node != null || !members.isEmpty() || linkPort != null) {
                throw new IllegalArgumentException("--node, --member and --link-port go with --cluster NAME");
            }
            return null;
        }
        if (node == null || members.isEmpty()) {
            throw new IllegalArgumentException(
                    "--cluster goes with --node NAME and a --member NAME=HOST:PORT for each");
        }
        if (linkPort != null && (linkPort < 1 || linkPort > 65_535)) {
            throw new IllegalArgumentException("--link-port is 1 to 65535, not " + linkPort);
        }
        return new ClusterSettings(cluster, node, members, networkIsTrusted);
    }

    int linkPort(ClusterSettings settings) {
        return linkPort == null ? settings.self().port() + 1 : linkPort;
    }
}
