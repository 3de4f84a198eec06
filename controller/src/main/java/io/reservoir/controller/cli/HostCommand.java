package io.reservoir.controller.cli;

import io.reservoir.controller.api.HostSpec;
import io.reservoir.controller.api.http.ServerSettings;
import io.reservoir.controller.host.HostAgent;
import io.reservoir.controller.host.OpenedHosts;
import io.reservoir.model.port.Host;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code host}: the agent of one host, until it is told to end. */
@Command(
        name = "host",
        description =
                "Runs the agent of one host: the only one that changes anything there, on the word of controllers.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class HostCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(HostCommand.class);
    private static final Pattern LISTEN = Pattern.compile("(\\[[0-9a-fA-F:.]+]|[^:\\[\\]]+):(\\d{1,5})");

    @Option(
            names = "--connect",
            required = true,
            paramLabel = "HOST",
            converter = Serve.Hosts.class,
            description = "the host, such as sim:h1,domain=Domain1; not another agent")
    private @Nullable HostSpec host;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "reservoir-host",
            description = "where it keeps what it must not forget; made if need be (default: ${DEFAULT-VALUE})")
    private Path data = Path.of("reservoir-host");

    @Option(
            names = "--listen",
            paramLabel = "ADDRESS:PORT",
            defaultValue = "127.0.0.1:7080",
            description = "where it listens to controllers; port 0 for any that is free (default: ${DEFAULT-VALUE})")
    private String listen = "127.0.0.1:7080";

    @Option(
            names = "--insecure-network-is-trusted",
            description =
                    "listen without certificates on an address that others can reach, and call a libvirt elsewhere by "
                            + "qemu+tcp: whoever reaches them can do everything")
    private boolean networkIsTrusted;

    @Mixin
    private TlsOptions tls = new TlsOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        var named = host;
        if (named == null || named instanceof HostSpec.Agent) {
            throw wrong("--connect names the host itself, not another agent");
        }
        var settings = settings();
        var clock = InstantSource.system();
        try (var lifespan = new Lifespan();
                var hosts = open(named, clock)) {
            serve(hosts.all().getFirst(), settings, clock, lifespan);
            return 0;
        } catch (IOException e) {
            commandLine().getErr().println("error: " + e.getMessage());
            return 1;
        }
    }

    private OpenedHosts open(HostSpec named, InstantSource clock) throws IOException {
        try {
            return OpenedHosts.open(List.of(named), data.resolve("hosts"), null, networkIsTrusted, clock);
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private void serve(Host named, ServerSettings settings, InstantSource clock, Lifespan lifespan) throws IOException {
        try (var agent = HostAgent.start(
                named, data, settings, clock, () -> UUID.randomUUID().toString())) {
            LOG.info(
                    "agent of host {} on {}://{}:{}, data in {}",
                    named.id(),
                    settings.tls() == null ? "http" : "https",
                    agent.address().getHostString(),
                    agent.address().getPort(),
                    data.toAbsolutePath());
            lifespan.awaitEnd();
        }
        LOG.info("stopped; the VEEs go on");
    }

    private ServerSettings settings() {
        var match = LISTEN.matcher(listen);
        var port = match.matches() ? Integer.parseInt(match.group(2)) : -1;
        if (port < 0 || port > 65_535) {
            throw wrong("--listen is an address and a port, such as 127.0.0.1:7080, not `" + listen + "`");
        }
        try {
            return new ServerSettings(
                    InetAddress.getByName(match.group(1)), port, networkIsTrusted, tls.settings(), HostAgent.LIMITS);
        } catch (UnknownHostException e) {
            throw wrong("--listen `" + listen + "`: `" + match.group(1) + "` is no address of this machine");
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage() + "; name --tls-cert, --tls-key and --tls-ca");
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(commandLine(), message);
    }

    private CommandLine commandLine() {
        if (spec == null) {
            throw new IllegalStateException("picocli made no specification");
        }
        return spec.commandLine();
    }
}
