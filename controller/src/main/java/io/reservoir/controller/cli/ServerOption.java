package io.reservoir.controller.cli;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --server}. */
final class ServerOption {
    static final String VARIABLE = "RESERVOIR_SERVER";
    static final String DEFAULT = "http://127.0.0.1:7070";

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = {"The server; otherwise that of $" + VARIABLE + ",", "otherwise " + DEFAULT + "."})
    private @Nullable String url;

    boolean isGiven() {
        return url != null;
    }

    Server connect(Terminal terminal) {
        return new Server(address(terminal), terminal::tell);
    }

    URI address(Terminal terminal) {
        var fromEnvironment = terminal.environment().apply(VARIABLE);
        if (url != null) {
            return address(url, "--server");
        }
        return fromEnvironment == null || fromEnvironment.isBlank()
                ? address(DEFAULT, "the default")
                : address(fromEnvironment, "$" + VARIABLE);
    }

    private static URI address(String text, String from) {
        var whole = text.contains("://") ? text : "http://" + text;
        try {
            var address = new URI(whole.endsWith("/") ? whole.substring(0, whole.length() - 1) : whole);
            var scheme = address.getScheme();
            if (address.getHost() != null && ("http".equals(scheme) || "https".equals(scheme))) {
                return address;
            }
        } catch (URISyntaxException e) {
            // told below, as for any other text that is no address
        }
        throw Refusal.usage("`" + text + "` (" + from + ") is no address of a server", "write it as " + DEFAULT);
    }
}
