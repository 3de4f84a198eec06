package io.reservoir.controller.api.http;

import java.net.InetAddress;

/**
 * Where the server listens.
 *
 * @param port 0 for any that is free
 * @param networkIsTrusted whether whoever can reach that address may do everything: there is no authentication yet
 */
public record ServerSettings(InetAddress address, int port, boolean networkIsTrusted, ServerLimits limits) {
    public ServerSettings {
        if (!address.isLoopbackAddress() && !networkIsTrusted) {
            throw new IllegalArgumentException(
                    "there is no authentication yet: whoever reaches " + address.getHostAddress()
                            + " could do everything; only a loopback address is taken unless the network is trusted");
        }
    }

    /** On this machine alone. */
    public static ServerSettings local(int port) {
        return new ServerSettings(InetAddress.getLoopbackAddress(), port, false, ServerLimits.DEFAULT);
    }

    public ServerSettings with(ServerLimits others) {
        return new ServerSettings(address, port, networkIsTrusted, others);
    }
}
