package io.reservoir.controller.cli;

import io.reservoir.controller.api.view.ClusterStatusView;
import io.reservoir.controller.api.view.ClusterStatusView.NodeView;
import io.reservoir.controller.api.view.Paths;
import io.reservoir.controller.explain.Table;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code cluster status}: the nodes of a cluster, each asked itself where it can be. */
@Command(
        name = "cluster",
        description = "Show the nodes of a cluster: who is there, what each owns and has to do.",
        footer = {
            "",
            "The nodes are those that the server sees; lag and calls in flight come from each node itself.",
            "Exit status 1 where the server that was asked may own nothing: no majority, or no database."
        })
final class ClusterStatus implements Callable<Integer> {
    private static final String NOTHING = "-";

    private final Terminal terminal;

    @Mixin
    private final ServerOption serverOption = new ServerOption();

    @Mixin
    private final OutputOption output = new OutputOption();

    @Parameters(index = "0", paramLabel = "VERB", description = "status.")
    private String verb = "";

    ClusterStatus(Terminal terminal) {
        this.terminal = terminal;
    }

    /** What all nodes say, for programs. */
    record Report(ClusterStatusView seen, Map<String, ClusterStatusView.LoadView> loads) {}

    @Override
    public Integer call() {
        if (!verb.toLowerCase(Locale.ROOT).equals("status")) {
            throw Refusal.usage("there is no verb `" + verb + "`", "write ./reservoir cluster status");
        }
        try (var server = serverOption.connect(terminal)) {
            var seen = server.get(Paths.CLUSTER, ClusterStatusView.class);
            var loads = new HashMap<String, ClusterStatusView.LoadView>();
            loads.put(seen.node(), seen.load());
            for (var node : seen.nodes()) {
                var load = node.name().equals(seen.node()) ? null : load(node);
                if (load != null) {
                    loads.put(node.name(), load);
                }
            }
            if (output.isJson()) {
                Json.print(terminal, new Report(seen, loads));
            } else {
                print(seen, loads);
            }
            return seen.why() == null ? Exit.OK : Exit.FAILED;
        }
    }

    /** What a node says of itself, null where it does not answer. */
    private static ClusterStatusView.@Nullable LoadView load(NodeView node) {
        if (node.api() == null) {
            return null;
        }
        try (var server = new Server(URI.create("http://" + node.api()), note -> {})) {
            return server.get(Paths.CLUSTER, ClusterStatusView.class).load();
        } catch (Refusal | ProblemReply e) {
            return null;
        }
    }

    private void print(ClusterStatusView seen, Map<String, ClusterStatusView.LoadView> loads) {
        var age = seen.databaseAgeMillis();
        terminal.print("seen by " + seen.node() + ": " + seen.alive() + " of "
                + seen.nodes().size()
                + " nodes alive, a majority is " + seen.majority() + "; database "
                + (age == null ? "never answered" : "answered " + age + " ms ago") + "; "
                + (seen.why() == null ? "it may own shards" : "it owns nothing: " + seen.why()) + "\n\n");
        var table = Table.headed("NODE", "LIFE", "RELEASE", "MEMBER", "BEAT", "SHARDS", "SERVICES", "LAG", "IN FLIGHT");
        for (var node : seen.nodes()) {
            var load = loads.get(node.name());
            table.row(
                    node.name(),
                    word(node.incarnation()),
                    word(node.release()),
                    node.isMember() ? "yes" : "no",
                    node.beatAgeMillis() == null ? NOTHING : node.beatAgeMillis() + " ms",
                    Integer.toString(node.shards()),
                    load == null ? NOTHING : Integer.toString(load.services()),
                    load == null ? NOTHING : String.format(Locale.ROOT, "%.1f ms", load.lagMillis()),
                    load == null ? NOTHING : Integer.toString(load.callsInFlight()));
        }
        terminal.print(table.toString());
    }

    private static String word(@Nullable String text) {
        return text == null ? NOTHING : text.substring(0, Math.min(text.length(), 8));
    }
}
