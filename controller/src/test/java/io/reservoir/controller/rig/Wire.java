package io.reservoir.controller.rig;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Network namespaces on one bridge, and what is wrong between them. Its namespaces are new: those of the same names,
 * which a run that was killed has left, are removed first. It needs root, iproute2, and nftables to cut anything.
 */
public final class Wire implements AutoCloseable {
    private static final String TABLE = "table bridge cuts { chain cuts { type filter hook forward priority 0; }; }";

    private final String bridge;
    private final List<String> namespaces = new ArrayList<>();
    private final Map<String, String> addresses = new LinkedHashMap<>();

    private Wire(String bridge) {
        this.bridge = bridge;
    }

    /** A bridge in a namespace of that name. */
    public static Wire open(String namespace) {
        var wire = new Wire(namespace);
        wire.add(namespace);
        run("ip", "-n", namespace, "link", "add", "wire", "type", "bridge");
        run("ip", "-n", namespace, "link", "set", "wire", "up");
        return wire;
    }

    private void add(String namespace) {
        removeLeftover(namespace);
        run("ip", "netns", "add", namespace);
        namespaces.add(namespace);
        run("ip", "-n", namespace, "link", "set", "lo", "up");
    }

    /** A run that was killed has left its processes there. */
    private static void removeLeftover(String namespace) {
        succeeds("sh", "-c", "ip netns pids " + namespace + " | xargs -r kill -9");
        succeeds("ip", "netns", "del", namespace);
    }

    /** Gives the bridge's own namespace an address, such as {@code 10.20.0.1/24}. */
    public void address(String address) {
        run("ip", "-n", bridge, "addr", "add", address, "dev", "wire");
    }

    /** Another namespace on the wire. */
    public void plugIn(String namespace, String address) {
        add(namespace);
        run(
                "ip", "link", "add", namespace, "netns", bridge, "type", "veth", "peer", "name", "eth0", "netns",
                namespace);
        run("ip", "-n", bridge, "link", "set", namespace, "master", "wire", "up");
        run("ip", "-n", namespace, "addr", "add", address, "dev", "eth0");
        run("ip", "-n", namespace, "link", "set", "eth0", "up");
        addresses.put(namespace, address.substring(0, address.indexOf('/')));
    }

    /** Puts this process on the wire, by an interface of that name. */
    void plugInHere(String name, String address) {
        succeeds("ip", "link", "del", name);
        run("ip", "link", "add", name, "type", "veth", "peer", "name", name, "netns", bridge);
        run("ip", "-n", bridge, "link", "set", name, "master", "wire", "up");
        run("ip", "addr", "add", address, "dev", name);
        run("ip", "link", "set", name, "up");
    }

    /** The address of a namespace. */
    String addressOf(String namespace) {
        var address = addresses.get(namespace);
        if (address == null) {
            throw new IllegalArgumentException(namespace + " is not on the wire");
        }
        return address;
    }

    /** From now on nothing that one sends reaches the other. */
    void cut(String from, String to) {
        rule("ip", "saddr", addressOf(from), "ip", "daddr", addressOf(to), "drop");
    }

    /** From now on so many of a hundred packets are lost. */
    void lose(int percent) {
        rule("numgen", "random", "mod", "100", "<", Integer.toString(percent), "drop");
    }

    private void rule(String... rule) {
        if (!inside(bridge, "nft", "list", "chain", "bridge", "cuts", "cuts")) {
            check(inside(bridge, "nft", TABLE), TABLE);
        }
        var command = new ArrayList<>(List.of("nft", "add", "rule", "bridge", "cuts", "cuts"));
        command.addAll(List.of(rule));
        check(inside(bridge, command.toArray(String[]::new)), String.join(" ", command));
    }

    /** Everything reaches everything again. */
    void mend() {
        inside(bridge, "nft", "flush", "chain", "bridge", "cuts", "cuts");
    }

    /** Runs a program in a namespace and says whether it succeeded. */
    public static boolean inside(String namespace, String... command) {
        var whole = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
        whole.addAll(List.of(command));
        return succeeds(whole.toArray(String[]::new));
    }

    static boolean succeeds(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    static void run(String... command) {
        check(succeeds(command), String.join(" ", command));
    }

    private static void check(boolean succeeded, String what) {
        if (!succeeded) {
            throw new IllegalStateException("failed: " + what);
        }
    }

    @Override
    public void close() {
        namespaces.reversed().forEach(namespace -> succeeds("ip", "netns", "del", namespace));
    }
}
