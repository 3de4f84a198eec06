package io.reservoir.controller.api.http;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * Where the server listens.
 *
 * @param port 0 for any that is free
 * @param networkIsTrusted whether whoever can reach that address may do everything
 * @param tls how clients are told from strangers, null where nobody is asked who he is
 */
public record ServerSettings(
        InetAddress address,
        int port,
        boolean networkIsTrusted,
        @Nullable TlsSettings tls,
        ServerLimits limits) {
    public ServerSettings {
        if (!address.isLoopbackAddress() && !networkIsTrusted && tls == null) {
            throw new IllegalArgumentException("there is no authentication: whoever reaches " + address.getHostAddress()
                    + " could do everything; only a loopback address is taken unless the network is trusted");
        }
    }

    /** On this machine alone. */
    public static ServerSettings local(int port) {
        return new ServerSettings(InetAddress.getLoopbackAddress(), port, false, null, ServerLimits.DEFAULT);
    }

    public ServerSettings with(ServerLimits others) {
        return new ServerSettings(address, port, networkIsTrusted, tls, others);
    }

    /** Whether only who is on this machine can ask. */
    boolean isForThisMachineAlone() {
        return !networkIsTrusted && tls == null;
    }
}
