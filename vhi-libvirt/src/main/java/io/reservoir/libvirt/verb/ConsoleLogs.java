package io.reservoir.libvirt.verb;

import io.reservoir.libvirt.binding.Answer;
import io.reservoir.libvirt.binding.Fault;
import io.reservoir.libvirt.binding.LibvirtConnection;
import io.reservoir.libvirt.binding.Session;
import io.reservoir.libvirt.watch.Inventory;
import io.reservoir.libvirt.xml.DomainView;
import io.reservoir.libvirt.xml.XmlText;
import io.reservoir.model.port.Consoles.Part;
import io.reservoir.model.port.Consoles.Printed;
import io.reservoir.model.port.Consoles.Told;
import io.reservoir.model.port.Consoles.Untold;
import io.reservoir.model.vee.VeeId;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The files in which a host's libvirt keeps what its domains print, where they are files of this machine. Of those of
 * others not even the existence is told. One is read at a time, so that a disk or a libvirt that hangs costs one thread;
 * who asks waits for a while. Safe for use by many threads.
 */
final class ConsoleLogs implements AutoCloseable {
    private static final Duration LOOK = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final int WAITING = 8;

    private final LibvirtHost.Settings settings;
    private final LibvirtConnection looks;
    private final ThreadPoolExecutor reader;

    ConsoleLogs(LibvirtHost.Settings settings, LibvirtConnection looks) {
        this.settings = settings;
        this.looks = looks;
        reader = new ThreadPoolExecutor(
                1,
                1,
                30,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING),
                Thread.ofPlatform()
                        .name("console-" + settings.id() + "-", 0)
                        .daemon()
                        .factory());
        reader.allowCoreThreadTimeOut(true);
    }

    /** Null while libvirt or the disk does not answer. */
    @Nullable
    Told tell(VeeId vee, Part part) {
        if (!isOfThisMachine(settings.uri())) {
            return untold("its libvirt is on another machine, and what guests print is in files there: let"
                    + " `reservoir host` run there, and name the host by its agent");
        }
        try {
            return reader.submit(() -> told(vee, part)).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException | TimeoutException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }

    /** A URI of libvirt names no machine where it means this one and its socket. */
    static boolean isOfThisMachine(String uri) {
        try {
            var parts = URI.create(uri);
            var transport = parts.getScheme() == null ? "" : parts.getScheme().replaceFirst("^[^+]*", "");
            return parts.getRawAuthority() == null && (transport.isEmpty() || transport.equals("+unix"));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** What there is of a VEE: its domain, null where there is none. */
    private record Found(@Nullable DomainView domain) {}

    private @Nullable Told told(VeeId vee, Part part) {
        return switch (looks.call(LOOK, session -> find(session, vee))) {
            case Answer.Silent<Found>(var why) -> null;
            case Answer.Failed<Found>(var fault) -> untold(fault.text());
            case Answer.Is<Found>(Found(var domain)) -> told(vee, domain, part);
        };
    }

    private Found find(Session session, VeeId vee) throws Fault {
        try (var domain = session.domain(vee.uuid(settings.site()))) {
            return new Found(domain == null ? null : DomainView.read(domain.xml()));
        }
    }

    private Told told(VeeId vee, @Nullable DomainView domain, Part part) {
        if (domain == null || !Inventory.isOurs(domain, settings.site())) {
            return untold(vee + " is not there");
        }
        var log = settings.consoleLog(XmlText.domainName(settings.site(), vee));
        if (!log.equals(domain.consoleLog())) {
            return untold("the domain of " + vee + " does not keep what it prints in " + log + ", as it was told to");
        }
        try {
            return read(Path.of(log), part);
        } catch (NoSuchFileException e) {
            return untold(log + " is not there: it was deleted, or this process sees other folders than that libvirt");
        } catch (AccessDeniedException e) {
            return untold(log + " may not be read by this process: run it as root, or let it read that folder");
        } catch (IOException e) {
            return untold(log + " cannot be read: " + e.getMessage());
        }
    }

    /** The folder is the operator's, who may have linked it elsewhere; a link in it is not followed. */
    private Printed read(Path log, Part part) throws IOException {
        var file = Path.of(settings.consoleLogs()).toRealPath().resolve(log.getFileName());
        if (!Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isRegularFile()) {
            throw new IOException("it is no file");
        }
        try (var channel = FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            return part(channel, part);
        }
    }

    private static Printed part(FileChannel channel, Part part) throws IOException {
        var kept = channel.size();
        var begin = part.begin(kept);
        var bytes = ByteBuffer.allocate((int) Math.min(part.bytes(), kept - begin));
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, begin + bytes.position()) < 0) {
                // it was cut short while it was read
                throw new IOException("it was begun anew at this moment; ask again");
            }
        }
        return Printed.of(part, bytes.array(), kept);
    }

    private Untold untold(String why) {
        return new Untold(settings.id() + ": " + why);
    }

    @Override
    public void close() {
        reader.shutdownNow();
    }
}
