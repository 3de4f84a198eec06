package io.reservoir.controller.cli;

import io.reservoir.cluster.link.LinkSettings;
import io.reservoir.cluster.membership.ClusterSettings;
import io.reservoir.cluster.membership.JoinRefused;
import io.reservoir.cluster.ownership.NodeId;
import io.reservoir.cluster.store.JdbcLedger;
import io.reservoir.cluster.store.PostgresLedger;
import io.reservoir.cluster.store.SqliteLedger;
import io.reservoir.cluster.store.StoreUnavailable;
import io.reservoir.controller.api.ControlPlane;
import io.reservoir.controller.api.HostSpec;
import io.reservoir.controller.api.PeerSettings;
import io.reservoir.controller.api.Seat;
import io.reservoir.controller.api.http.ServerLimits;
import io.reservoir.controller.api.http.ServerSettings;
import io.reservoir.controller.api.http.Tls;
import io.reservoir.controller.api.http.TlsSettings;
import io.reservoir.controller.host.OpenedHosts;
import io.reservoir.controller.intake.Limits;
import io.reservoir.controller.policy.PolicyOffice;
import io.reservoir.model.site.NodeAddress;
import io.reservoir.model.site.ReleaseLine;
import io.reservoir.model.sla.SlaClasses;
import io.reservoir.model.unit.Dimension;
import io.reservoir.model.unit.Unit;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The command {@code serve}: one node with its ledger on disk, until it is told to end. */
@Command(
        name = "serve",
        description = "Runs the controller: one node, its ledger in a directory, its API on a loopback address.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class Serve implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(Serve.class);
    private static final int MOST_THREADS = 64;
    private static final Pattern SECONDS = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,3})?)\\s*([a-z]+)");

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "reservoir-data",
            description = "where the ledger is kept, unless it is in a database, and what simulated hosts remember; "
                    + "made if need be (default: ${DEFAULT-VALUE})")
    private Path data = Path.of("reservoir-data");

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "7070",
            description = "where the API listens; 0 for any that is free (default: ${DEFAULT-VALUE})")
    private int port;

    @Option(
            names = "--address",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "the address to listen on (default: ${DEFAULT-VALUE})")
    private String address = "127.0.0.1";

    @Option(
            names = "--insecure-network-is-trusted",
            description = "listen on an address that others can reach, although there is no authentication yet: "
                    + "whoever reaches it can do everything; and speak to agents and libvirts without certificates")
    private boolean networkIsTrusted;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            converter = Hosts.class,
            description = {
                "a host; to be repeated. There are simulated ones, those of a libvirt, and those behind an agent:",
                "sim:h1,domain=Domain1,cpus=16,memory=64GB,disk=1TB,boot=40s",
                "qemu:///system,name=h1,domain=Domain1,cpus=16,memory=64GB,disk=1TB",
                "agent:https://h1.example:7080,name=h1,domain=Domain1",
                "(default: four simulated ones in Domain1, Domain1, Domain2, Domain3)"
            })
    private List<HostSpec> hosts = new ArrayList<>();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            preprocessor = ConfigFile.class,
            description = "lines KEY = VALUE, where a key is an option of these without its dashes")
    void configured(Path file) {
        // its lines have taken the place of this option
    }

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Option(
            names = "--policy",
            paramLabel = "DIR",
            description = "operators' rules, *.drl, and their golden cases, *.golden.json: they are code and can do "
                    + "all that this program can")
    private @Nullable Path policy;

    @Option(
            names = "--pass-every",
            paramLabel = "TIME",
            defaultValue = "1s",
            description = "pause between two passes over all services, 100ms to 10s (default: ${DEFAULT-VALUE})")
    private String passEvery = "1s";

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "on how many threads services live, 1 to 64 (default: one for every two processors)")
    private int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    @Mixin
    private TlsOptions tls = new TlsOptions();

    @Spec
    private @Nullable CommandSpec spec;

    private final UnaryOperator<ControlPlane.Parts> assembly;

    public Serve() {
        this(UnaryOperator.identity());
    }

    /** @param assembly has the last word on what the node is made of */
    Serve(UnaryOperator<ControlPlane.Parts> assembly) {
        this.assembly = assembly;
    }

    @Override
    public Integer call() {
        var settings = settings();
        var every = passEvery();
        if (threads < 1 || threads > MOST_THREADS) {
            throw wrong("--threads is a number from 1 to " + MOST_THREADS);
        }
        var named = hosts.isEmpty() ? HostSpec.defaults() : hosts;
        var twins = HostSpec.twins(named);
        if (!twins.isEmpty()) {
            throw wrong("two hosts are called `" + twins.getFirst() + "`");
        }
        var members = members();
        var identity = identity();
        var access = database.access(System::getenv);
        if (members != null && access == null) {
            throw wrong("the ledger of a cluster is in PostgreSQL: name it with --database");
        }
        var clock = InstantSource.system();
        try (var lifespan = new Lifespan();
                var opened = open(named, identity, clock);
                var ledger = access == null ? SqliteLedger.open(data) : PostgresLedger.open(access)) {
            serve(
                    new ControlPlane.Parts(
                            seat(members, ledger),
                            () -> UUID.randomUUID().toString(),
                            ledger,
                            opened.all(),
                            clock,
                            SlaClasses.SHIPPED,
                            new PolicyOffice(policy, System.getProperty("user.name", "unknown")),
                            threads,
                            every,
                            Limits.DEFAULT,
                            settings,
                            members == null ? null : peers(members, identity)),
                    opened,
                    access == null ? data.toAbsolutePath().toString() : access.url(),
                    lifespan);
            return 0;
        } catch (StoreUnavailable | JoinRefused | IOException e) {
            commandLine().getErr().println("error: " + e.getMessage());
            return 1;
        }
    }

    private void serve(ControlPlane.Parts parts, OpenedHosts opened, String ledger, Lifespan lifespan)
            throws IOException {
        try (var plane = ControlPlane.start(assembly.apply(parts))) {
            opened.whenChanged(plane::lookSoon);
            plane.gather(opened.readings());
            var where = plane.address();
            LOG.info(
                    "serving on http://{}:{} with {} hosts, data in {}",
                    where.getAddress().isLoopbackAddress() ? "localhost" : where.getHostString(),
                    where.getPort(),
                    parts.hosts().size(),
                    ledger);
            lifespan.awaitEnd();
        }
        LOG.info("stopped; the VEEs go on");
    }

    private @Nullable TlsSettings identity() {
        try {
            return tls.settings();
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private OpenedHosts open(List<HostSpec> named, @Nullable TlsSettings identity, InstantSource clock)
            throws IOException {
        try {
            return OpenedHosts.open(named, data.resolve("hosts"), identity, networkIsTrusted, clock);
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private ServerSettings settings() {
        if (port < 0 || port > 65_535) {
            throw wrong("--port is 0 to 65535, not " + port);
        }
        try {
            return new ServerSettings(
                    InetAddress.getByName(address), port, networkIsTrusted, null, ServerLimits.DEFAULT);
        } catch (UnknownHostException e) {
            throw wrong("--address `" + address + "` is no address of this machine");
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage() + "; say so with --insecure-network-is-trusted");
        }
    }

    private @Nullable ClusterSettings members() {
        try {
            var members = cluster.settings(networkIsTrusted);
            if (members != null && port == 0) {
                throw wrong("the other nodes must know where a node's API listens: --port is not 0 with --cluster");
            }
            return members;
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private Seat seat(@Nullable ClusterSettings members, JdbcLedger ledger) {
        var incarnation = UUID.randomUUID().toString();
        var release = Version.number();
        if (members == null) {
            return Seat.alone("node", incarnation, release, ledger.nodes(), ledger.handOvers());
        }
        ledger.reserveFor(members.cluster());
        var self = new NodeAddress(
                new NodeId(members.name(), incarnation).owner(),
                members.self().host(),
                cluster.linkPort(members),
                port);
        return Seat.member(
                members,
                self,
                release,
                "release " + ReleaseLine.of(release) + ", schema " + JdbcLedger.schema(),
                ledger.nodes(),
                ledger.handOvers());
    }

    private static PeerSettings peers(ClusterSettings members, @Nullable TlsSettings identity) throws IOException {
        return new PeerSettings(
                members.cluster(),
                JdbcLedger.schema(),
                InetAddress.getByName(members.self().host()),
                LinkSettings.DEFAULT,
                identity == null ? null : Tls.link(identity),
                new SecureRandom());
    }

    private Duration passEvery() {
        var match = SECONDS.matcher(passEvery);
        var unit = match.matches() ? Unit.named(match.group(2)) : null;
        if (unit != null && unit.dimension().equals(Dimension.TIME)) {
            var seconds = unit.toBase(Double.parseDouble(match.group(1)));
            if (seconds >= 0.1 && seconds <= 10) {
                return Duration.ofMillis(Math.round(seconds * 1_000));
            }
        }
        throw wrong("--pass-every is a time from 100ms to 10s, not `" + passEvery + "`");
    }

    private ParameterException wrong(String message) {
        return new ParameterException(commandLine(), message);
    }

    /** Reads hosts. */
    static final class Hosts implements ITypeConverter<HostSpec> {
        @Override
        public HostSpec convert(String text) {
            try {
                return HostSpec.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }

    private CommandLine commandLine() {
        if (spec == null) {
            throw new IllegalStateException("picocli made no specification");
        }
        return spec.commandLine();
    }
}
