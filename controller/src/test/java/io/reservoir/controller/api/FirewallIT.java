package io.reservoir.controller.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.controller.rig.Wire;
import io.reservoir.model.present.Present;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The sample's firewall in namespaces: a node, another node and a stranger on one wire. */
class FirewallIT {
    private static final String NODE = "rsvfw-n1";
    private static final String OTHER_NODE = "rsvfw-n2";
    private static final String STRANGER = "rsvfw-x";
    private static final List<Integer> PORTS = List.of(5701, 5702, 7070);

    private Wire wire;
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
        wire = Wire.open(NODE);
        wire.address("10.20.0.1/24");
        wire.plugIn(OTHER_NODE, "10.20.0.2/24");
        wire.plugIn(STRANGER, "10.20.0.77/24");
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

    @AfterEach
    void removeTheWire() throws Exception {
        if (listener != null) {
            listener.destroyForcibly().waitFor();
        }
        if (wire != null) {
            wire.close();
        }
    }

    private static boolean reaches(String from, int port) {
        return Wire.inside(from, "timeout", "2", "bash", "-c", "</dev/tcp/10.20.0.1/" + port);
    }

    @Test
    void onlyNodesReachThePortsOfNodes() throws Exception {
        for (var port : PORTS) {
            assertThat(reaches(STRANGER, port))
                    .as("without the rules: %d", port)
                    .isTrue();
        }
        assertThat(Wire.inside(NODE, "nft", "-f", "../samples/cluster/firewall.nft"))
                .isTrue();

        for (var port : PORTS) {
            assertThat(reaches(OTHER_NODE, port)).as("a node: %d", port).isTrue();
        }
        assertThat(reaches(STRANGER, 5701)).isFalse();
        assertThat(reaches(STRANGER, 5702)).isFalse();
        assertThat(reaches(STRANGER, 7070)).as("the API is not for nodes alone").isTrue();
    }
}
