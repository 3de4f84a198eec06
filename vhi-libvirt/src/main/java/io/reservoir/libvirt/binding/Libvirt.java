package io.reservoir.libvirt.binding;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.LongByReference;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.Libvirt.VirErrorCallback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * libvirt's client library, loaded once for the process, with its event loop on a thread of its own. Errors belong to
 * the thread that made the call, so calls are made on platform threads, and what went wrong is read before the next.
 */
public final class Libvirt {
    /** The oldest that has every call made here: statistics that do not wait for a guest came with it. */
    public static final Version NEEDED = new Version(4, 5, 0);

    private static final Logger LOG = LoggerFactory.getLogger(Libvirt.class);

    /** Kept: libvirt calls it as long as the process lives. Each call reads its own error, so there is nothing to do. */
    private static final VirErrorCallback SILENT = (data, error) -> {};

    final org.libvirt.jna.Libvirt calls;
    final MoreLibvirt more;
    private final Version version;

    /** A version of libvirt, such as 9.0.0. */
    public record Version(int major, int minor, int release) implements Comparable<Version> {
        static Version of(long number) {
            return new Version((int) (number / 1_000_000), (int) (number / 1_000 % 1_000), (int) (number % 1_000));
        }

        @Override
        public int compareTo(Version other) {
            return Long.compare(number(), other.number());
        }

        private long number() {
            return major * 1_000_000L + minor * 1_000L + release;
        }

        @Override
        public String toString() {
            return major + "." + minor + "." + release;
        }
    }

    /** The library, or why there is none. */
    private static final class Loaded {
        static final @Nullable Libvirt LIBRARY;
        static final String MISSING;

        static {
            Libvirt library = null;
            var missing = "";
            try {
                library = load();
            } catch (LinkageError e) {
                missing = "libvirt is not installed here: install libvirt-clients and, for hosts of this machine,"
                        + " libvirt-daemon-system and qemu-system-x86 (Debian's names)";
                LOG.debug("libvirt could not be loaded", e);
            } catch (IllegalStateException e) {
                missing = String.valueOf(e.getMessage());
            }
            LIBRARY = library;
            MISSING = missing;
        }
    }

    private Libvirt(org.libvirt.jna.Libvirt calls, MoreLibvirt more, Version version) {
        this.calls = calls;
        this.more = more;
        this.version = version;
    }

    /** Null where libvirt can be used, else one line that says what is missing and what to do. */
    public static @Nullable String missing() {
        return Loaded.LIBRARY == null ? Loaded.MISSING : null;
    }

    /** The library; where it is missing, an {@link IllegalStateException} with the words of {@link #missing}. */
    static Libvirt get() {
        var library = Loaded.LIBRARY;
        if (library == null) {
            throw new IllegalStateException(Loaded.MISSING);
        }
        return library;
    }

    /** The version of the client library. */
    Version version() {
        return version;
    }

    private static Libvirt load() {
        var calls = org.libvirt.jna.Libvirt.INSTANCE;
        var more = Native.load("virt", MoreLibvirt.class, Map.of(Library.OPTION_STRING_ENCODING, "UTF-8"));
        var number = new LongByReference();
        if (calls.virInitialize() < 0 || calls.virGetVersion(number, null, null) < 0) {
            throw new IllegalStateException("libvirt's client library does not start");
        }
        var version = Version.of(number.getValue());
        if (version.compareTo(NEEDED) < 0) {
            throw new IllegalStateException(
                    "libvirt " + version + " is installed here, " + NEEDED + " or newer is needed");
        }
        calls.virSetErrorFunc(null, SILENT);
        if (calls.virEventRegisterDefaultImpl() < 0) {
            throw new IllegalStateException("libvirt's event loop cannot be registered");
        }
        Thread.ofPlatform().name("libvirt-events").daemon().start(() -> runEvents(calls));
        return new Libvirt(calls, more, version);
    }

    /** Without it no keepalive is sent, and a host that hangs would block its callers for ever. */
    private static void runEvents(org.libvirt.jna.Libvirt calls) {
        while (true) {
            if (calls.virEventRunDefaultImpl() < 0) {
                LOG.error("libvirt's event loop stumbled");
                LockSupport.parkNanos(100_000_000);
            }
        }
    }

    /** What the last call of this thread failed by. */
    Fault lastFault() {
        var message = more.virGetLastErrorMessage();
        return new Fault(
                Fault.kindOf(more.virGetLastErrorCode()),
                message == null ? "unknown" : message.replaceAll("\\s+", " ").strip());
    }

    int check(int result) throws Fault {
        if (result < 0) {
            throw lastFault();
        }
        return result;
    }

    <P> P check(@Nullable P pointer) throws Fault {
        if (pointer == null) {
            throw lastFault();
        }
        return pointer;
    }

    /** Frees what libvirt allocated for its caller. */
    static void free(Pointer pointer) {
        Native.free(Pointer.nativeValue(pointer));
    }
}
