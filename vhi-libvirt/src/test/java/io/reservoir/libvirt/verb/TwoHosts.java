package io.reservoir.libvirt.verb;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.libvirt.binding.Libvirt;
import io.reservoir.libvirt.binding.Session;
import io.reservoir.libvirt.outfit.PoolVolumes;
import io.reservoir.libvirt.storage.Disks;
import io.reservoir.libvirt.xml.Boot;
import io.reservoir.model.port.Host.Definition;
import io.reservoir.model.present.Present;
import io.reservoir.model.site.HostId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Two real libvirt hosts in namespaces of this machine, and a guest that boots there in seconds: the lab of the
 * samples, under names of its own, so that it meets no other.
 */
public final class TwoHosts implements AutoCloseable {
    public static final String SITE = "kit";

    /** So that a move lasts a few seconds, in which it can be looked at and given up. */
    private static final long SLOWLY = 8L << 20;

    private static final long DISK = 8L << 30;

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int LINES_TOLD = 20;

    /** Each host has a folder of its own there. */
    public static final String POOL = "reservoir-kit";

    private static final String POOL_DIRECTORY = "/var/lib/libvirt/reservoir-kit";

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path LAB = ROOT.resolve("samples/lab/lab");
    public static final Path GUEST = Path.of("target/guest").toAbsolutePath();

    private final Path directory;
    private final String subnet;

    private TwoHosts(Path directory, String subnet) {
        this.directory = directory;
        this.subnet = subnet;
    }

    /** Brings them up, on that subnet; where the machine cannot, the test is skipped and says why. */
    public static TwoHosts up(String prefix, String subnet) throws IOException {
        Present.that(Libvirt.missing() == null, String.valueOf(Libvirt.missing()));
        Present.command("libvirtd", "libvirt-daemon-system");
        Present.command("virsh", "libvirt-clients");
        Present.command("qemu-system-x86_64", "qemu-system-x86");
        Present.command("cpio", "cpio");
        Present.namespaces();
        run(Path.of("src/test/guest/build").toAbsolutePath().toString(), GUEST.toString());
        var directory = Files.createTempDirectory(Path.of("/tmp"), "rv");
        run(LAB.toString(), "up", directory.toString(), "--prefix", prefix, "--subnet", subnet);
        return new TwoHosts(directory, subnet);
    }

    /** The URI of host {@code a} or {@code b}. */
    public String uri(char host) {
        return "qemu+tcp://" + subnet + (host == 'a' ? ".11" : ".12") + "/system";
    }

    public Path directory(char host) {
        return directory.resolve(String.valueOf(host));
    }

    /** The process of a host's libvirtd. */
    long libvirtd(char host) {
        try {
            return Long.parseLong(
                    Files.readString(directory(host).resolve("libvirtd.pid")).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends a libvirtd without a warning, and returns when it is gone. */
    void kill(char host) {
        var pid = libvirtd(host);
        signal("KILL", pid);
        var stat = Path.of("/proc/" + pid + "/stat");
        try {
            // one that has ended may still wait for its parent to hear of it
            while (Files.exists(stat) && !Files.readString(stat).contains(") Z ")) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
        } catch (IOException e) {
            // it went away while it was looked at
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts each libvirtd that has died; their domains are as they left them. */
    void restart() {
        run(LAB.toString(), "restart", directory.toString());
    }

    /** The process of a domain at a host. */
    long qemu(char host, String domain) {
        try {
            return Long.parseLong(Files.readString(directory(host).resolve("run/qemu/" + domain + ".pid"))
                    .strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public LibvirtHost.Settings settings(char host) {
        return settings(host, uri(host), DISK, LibvirtHost.Settings.CONSOLE_LOGS);
    }

    private LibvirtHost.Settings settings(char host, String uri, long diskBytes, String consoleLogs) {
        return new LibvirtHost.Settings(
                new HostId("h" + host),
                "Domain1",
                SITE,
                uri,
                uri(host),
                "qemu",
                16,
                8L << 30,
                diskBytes,
                consoleLogs,
                SLOWLY,
                LibvirtHost.Settings.MOVE_DOWNTIME);
    }

    LibvirtHost open(char host, Path records, Runnable changed) {
        return open(settings(host), records, changed);
    }

    /** As a process on that host would open it, with its logs where both see them. */
    LibvirtHost openHere(char host, Path records) {
        return openHere(host, records, DISK);
    }

    /** The same, with so much disk to give to VEEs. */
    LibvirtHost openHere(char host, Path records, long diskBytes) {
        var socket = directory(host).resolve("run/libvirt-sock");
        var logs = directory(host).resolve("log/qemu").toString();
        return open(settings(host, "qemu+unix:///system?socket=" + socket, diskBytes, logs), records, () -> {});
    }

    private static LibvirtHost open(LibvirtHost.Settings settings, Path records, Runnable changed) {
        try {
            return LibvirtHost.open(
                    settings,
                    new KernelOnly(new Disks(POOL, POOL_DIRECTORY)),
                    records,
                    InstantSource.system(),
                    changed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String virsh(char host, String... arguments) {
        var command = new ArrayList<>(List.of("virsh", "-c", uri(host)));
        command.addAll(Arrays.asList(arguments));
        return run(command.toArray(String[]::new));
    }

    /** Waits until that is so. Where it takes too long, it is told what the hosts say of their domains. */
    public void await(String what, Callable<Boolean> condition) {
        try {
            Awaitility.await(what)
                    .pollInSameThread()
                    .pollInterval(Duration.ofMillis(200))
                    .atMost(PATIENCE)
                    .until(condition);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(e.getMessage() + "\n" + told('a') + told('b'), e);
        }
    }

    private String told(char host) {
        var told = new StringBuilder("host " + host + ":\n");
        told.append(ask(host, "list", "--all"));
        ask(host, "list", "--name")
                .lines()
                .filter(domain -> !domain.isBlank())
                .forEach(domain -> told.append(ask(host, "domjobinfo", domain)));
        told.append(lastOf(directory(host).resolve("libvirtd.log")));
        try (var logs = Files.newDirectoryStream(directory(host).resolve("log/qemu"))) {
            logs.forEach(log -> told.append(log.getFileName()).append(":\n").append(lastOf(log)));
        } catch (IOException e) {
            told.append(e).append('\n');
        }
        return told.toString();
    }

    private String ask(char host, String... arguments) {
        try {
            return virsh(host, arguments);
        } catch (AssertionError e) {
            return e.getMessage() + "\n";
        }
    }

    private static String lastOf(Path log) {
        try {
            var lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_TOLD), lines.size())) + "\n";
        } catch (IOException e) {
            return e + "\n";
        }
    }

    static void signal(String name, long pid) {
        run("kill", "-" + name, String.valueOf(pid));
    }

    public static String run(String... command) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue())
                    .as("%s said: %s", List.of(command), said)
                    .isZero();
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A domain that starts the guest's kernel and has no disk but volumes. */
    private static final class KernelOnly extends BareOutfit {
        private final Disks disks;

        private KernelOnly(Disks disks) {
            this.disks = disks;
        }

        @Override
        public Devices prepare(Session session, Definition definition) {
            var boot = new Boot.FromKernel(
                    GUEST.resolve("vmlinuz").toString(),
                    GUEST.resolve("initrd.gz").toString(),
                    "console=ttyS0 quiet");
            return new Devices(boot, List.of(), List.of(), List.of());
        }

        @Override
        public VolumeStore volumes() {
            return new PoolVolumes(SITE, disks);
        }
    }

    @Override
    public void close() {
        run(LAB.toString(), "down", directory.toString());
    }
}
