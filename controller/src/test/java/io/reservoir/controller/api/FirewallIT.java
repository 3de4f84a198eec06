package io.reservoir.controller.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.model.present.Present;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The sample's firewall in namespaces: a node, another node and a stranger on one wire. */
class FirewallIT {
    private static final String NODE = "rsvfw-n1";
    private static final String OTHER_NODE = "rsvfw-n2";
    private static final String STRANGER = "rsvfw-x";
    private static final List<Integer> PORTS = List.of(5701, 5702, 7070);

    private Process listener;

    /** Listens where a node would. */
    static final class Listener {
        public static void main(String[] args) throws Exception {
            var sockets = new ArrayList<ServerSocket>();
            for (var port : PORTS) {
                sockets.add(new ServerSocket(port));
            }
            System.out.println("listening at " + sockets.size());
            Thread.currentThread().join();
        }
    }

    @BeforeEach
    void makeTheWire() throws Exception {
        Present.namespaces();
        Present.command("nft", "nftables");
        removeNamespaces();
        for (var name : List.of(NODE, OTHER_NODE, STRANGER)) {
            run("ip", "netns", "add", name);
            run("ip", "-n", name, "link", "set", "lo", "up");
        }
        run("ip", "-n", NODE, "link", "add", "wire", "type", "bridge");
        run("ip", "-n", NODE, "addr", "add", "10.20.0.1/24", "dev", "wire");
        run("ip", "-n", NODE, "link", "set", "wire", "up");
        plugIn(OTHER_NODE, "10.20.0.2/24");
        plugIn(STRANGER, "10.20.0.77/24");
        listener = new ProcessBuilder(
                        "ip",
                        "netns",
                        "exec",
                        NODE,
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Listener.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(listener.inputReader().readLine()).isEqualTo("listening at " + PORTS.size());
    }

    private static void plugIn(String name, String address) throws Exception {
        run("ip", "link", "add", name, "netns", NODE, "type", "veth", "peer", "name", "eth0", "netns", name);
        run("ip", "-n", NODE, "link", "set", name, "master", "wire", "up");
        run("ip", "-n", name, "addr", "add", address, "dev", "eth0");
        run("ip", "-n", name, "link", "set", "eth0", "up");
    }

    @AfterEach
    void removeTheWire() throws Exception {
        if (listener != null) {
            listener.destroyForcibly().waitFor();
        }
        removeNamespaces();
    }

    private static void removeNamespaces() throws Exception {
        for (var name : List.of(NODE, OTHER_NODE, STRANGER)) {
            start("ip", "netns", "del", name).waitFor();
        }
    }

    private static Process start(String... command) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static void run(String... command) throws Exception {
        assertThat(start(command).waitFor()).as(String.join(" ", command)).isZero();
    }

    private static boolean reaches(String from, int port) throws Exception {
        var attempt = start("ip", "netns", "exec", from, "timeout", "2", "bash", "-c", "</dev/tcp/10.20.0.1/" + port);
        assertThat(attempt.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return attempt.exitValue() == 0;
    }

    @Test
    void onlyNodesReachThePortsOfNodes() throws Exception {
        for (var port : PORTS) {
            assertThat(reaches(STRANGER, port))
                    .as("without the rules: %d", port)
                    .isTrue();
        }
        run(
                "ip",
                "netns",
                "exec",
                NODE,
                "nft",
                "-f",
                Path.of("../samples/cluster/firewall.nft").toString());

        for (var port : PORTS) {
            assertThat(reaches(OTHER_NODE, port)).as("a node: %d", port).isTrue();
        }
        assertThat(reaches(STRANGER, 5701)).isFalse();
        assertThat(reaches(STRANGER, 5702)).isFalse();
        assertThat(reaches(STRANGER, 7070)).as("the API is not for nodes alone").isTrue();
    }
}
