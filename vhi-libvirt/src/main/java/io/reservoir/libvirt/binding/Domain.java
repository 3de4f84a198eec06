package io.reservoir.libvirt.binding;

import com.sun.jna.Memory;
import com.sun.jna.NativeLong;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import io.reservoir.libvirt.binding.Libvirt.Version;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.CString;
import org.libvirt.jna.DomainPointer;
import org.libvirt.jna.virDomainBlockInfo;

/** A domain at its host: a handle, to be closed. Each method is one call, but for the name and the UUID, which are known. */
public final class Domain implements AutoCloseable {
    private static final int METADATA_ELEMENT = 2;
    private static final int MAXIMUM = 4;
    private static final int SAVE_RUNNING = 2;
    private static final int XML_INACTIVE = 2;
    private static final int UNDEFINE_ALL = 1 | 2;
    private static final Version BACKUPS_SINCE = new Version(6, 0, 0);
    private static final int BACKUP_INTO_FILE_THAT_IS_THERE = 1;
    private static final int JOB_THAT_HAS_ENDED = 1;
    private static final int JOB_KEPT_FOR_OTHERS = 2;
    private static final int MIGRATE_LIVE = 1;
    private static final int MIGRATE_PEER_TO_PEER = 2;
    private static final int MIGRATE_PERSIST = 8;
    private static final int MIGRATE_UNDEFINE = 16;
    private static final int MIGRATE_COPY_DISKS = 64;
    private static final int MIGRATE_COPY_TOP_OF_DISKS = 128;
    private static final int MIGRATE_ABORT_ON_ERROR = 4096;
    private static final int MIGRATE_AUTO_CONVERGE = 8192;

    private final Libvirt libvirt;
    private final DomainPointer pointer;

    /** As {@code virDomainState} has it. */
    public enum State {
        NONE,
        RUNNING,
        BLOCKED,
        PAUSED,
        /** Its guest is going off. */
        IN_SHUTDOWN,
        SHUTOFF,
        CRASHED,
        ASLEEP
    }

    /** What a change is made to. */
    public enum Scope {
        LIVE(1),
        /** What it is started from next time. */
        CONFIG(2),
        BOTH(3);

        private final int flags;

        Scope(int flags) {
            this.flags = flags;
        }
    }

    /** What is copied when it moves. */
    public enum Disks {
        /** Both hosts see the same ones. */
        SHARED,
        /** All of them. */
        COPIED,
        /** What stands above an image that both hosts have. */
        TOP_COPIED
    }

    /**
     * How a domain is moved, live, from host to host.
     *
     * @param destination where the other libvirt listens, seen from this one
     * @param migrationUri where its guests listen, null for what that host names
     * @param bytesPerSecond at most, 0 for no limit; libvirt counts in MiB, so it is rounded up
     * @param xml the domain as it is to be there, null for what it is here
     */
    public record Migration(
            String destination,
            @Nullable String migrationUri,
            long bytesPerSecond,
            Disks disks,
            @Nullable String xml) {}

    /**
     * A job of a domain, such as its migration.
     *
     * @param type 0 where there is none, 1 or 2 while it runs, 3 done, 4 failed, 5 cancelled
     * @param values by libvirt's names, such as {@code data_remaining}
     */
    public record Job(int type, Map<String, Object> values) {
        private static final int BACKUP = 9;

        public boolean isRunning() {
            return type == 1 || type == 2;
        }

        /** It ended as it should. */
        public boolean isDone() {
            return type == 3;
        }

        /** It copies disks. */
        public boolean isBackup() {
            return number("operation") == BACKUP;
        }

        /** A number of it, 0 where it says nothing. */
        public long number(String name) {
            return values.get(name) instanceof Number number ? number.longValue() : 0;
        }
    }

    Domain(Libvirt libvirt, DomainPointer pointer) {
        this.libvirt = libvirt;
        this.pointer = pointer;
    }

    public String name() {
        return libvirt.calls.virDomainGetName(pointer);
    }

    public UUID uuid() throws Fault {
        return uuid(libvirt, pointer);
    }

    static UUID uuid(Libvirt libvirt, DomainPointer pointer) throws Fault {
        var bytes = new byte[37];
        libvirt.check(libvirt.calls.virDomainGetUUIDString(pointer, bytes));
        return UUID.fromString(new String(bytes, 0, 36, StandardCharsets.US_ASCII));
    }

    public State state() throws Fault {
        var state = new IntByReference();
        libvirt.check(libvirt.more.virDomainGetState(pointer, state, null, 0));
        var number = state.getValue();
        var states = State.values();
        return number >= 0 && number < states.length ? states[number] : State.NONE;
    }

    public boolean isActive() throws Fault {
        return libvirt.check(libvirt.calls.virDomainIsActive(pointer)) == 1;
    }

    public boolean isPersistent() throws Fault {
        return libvirt.check(libvirt.calls.virDomainIsPersistent(pointer)) == 1;
    }

    /** True where its memory lies on disk. */
    public boolean isSaved() throws Fault {
        return libvirt.check(libvirt.calls.virDomainHasManagedSaveImage(pointer, 0)) == 1;
    }

    /** Its XML as it is now. */
    public String xml() throws Fault {
        return text(libvirt.calls.virDomainGetXMLDesc(pointer, 0));
    }

    /** The XML that it is started from next time. */
    public String inactiveXml() throws Fault {
        return text(libvirt.calls.virDomainGetXMLDesc(pointer, XML_INACTIVE));
    }

    /**
     * Sets the element of a namespace in its metadata; null takes it away.
     *
     * @param element without prefix and namespace, which libvirt puts there
     */
    public void setMetadata(@Nullable String element, String prefix, String namespace, Scope scope) throws Fault {
        libvirt.check(
                libvirt.calls.virDomainSetMetadata(pointer, METADATA_ELEMENT, element, prefix, namespace, scope.flags));
    }

    /** Starts it, from its saved memory where there is some. */
    public void start() throws Fault {
        libvirt.check(libvirt.calls.virDomainCreateWithFlags(pointer, 0));
    }

    /** Stops its CPUs. */
    public void suspend() throws Fault {
        libvirt.check(libvirt.calls.virDomainSuspend(pointer));
    }

    public void resume() throws Fault {
        libvirt.check(libvirt.calls.virDomainResume(pointer));
    }

    /** Writes its memory to disk and ends it; the next start goes on from there, also where it was paused. */
    public void save() throws Fault {
        libvirt.check(libvirt.calls.virDomainManagedSave(pointer, SAVE_RUNNING));
    }

    /** Asks its guest to go off: through the agent in it where one answers, else by its power button. */
    public void shutdown() throws Fault {
        libvirt.check(libvirt.calls.virDomainShutdown(pointer));
    }

    /** Ends it at once. */
    public void destroy() throws Fault {
        libvirt.check(libvirt.calls.virDomainDestroy(pointer));
    }

    /** Forgets it, with its saved memory and the names of its snapshots. */
    public void undefine() throws Fault {
        libvirt.check(libvirt.calls.virDomainUndefineFlags(pointer, UNDEFINE_ALL));
    }

    public void setVcpus(int count, Scope scope) throws Fault {
        libvirt.check(libvirt.calls.virDomainSetVcpusFlags(pointer, count, scope.flags));
    }

    /** How many it can have without being started anew. */
    public void setMostVcpus(int count) throws Fault {
        libvirt.check(libvirt.calls.virDomainSetVcpusFlags(pointer, count, Scope.CONFIG.flags | MAXIMUM));
    }

    public void setMemory(long kibibytes, Scope scope) throws Fault {
        libvirt.check(libvirt.more.virDomainSetMemoryFlags(pointer, new NativeLong(kibibytes), scope.flags));
    }

    /** How much it can have without being started anew. */
    public void setMostMemory(long kibibytes) throws Fault {
        libvirt.check(
                libvirt.more.virDomainSetMemoryFlags(pointer, new NativeLong(kibibytes), Scope.CONFIG.flags | MAXIMUM));
    }

    public void attachDevice(String xml, Scope scope) throws Fault {
        libvirt.check(libvirt.calls.virDomainAttachDeviceFlags(pointer, xml, scope.flags));
    }

    public void detachDevice(String xml, Scope scope) throws Fault {
        libvirt.check(libvirt.calls.virDomainDetachDeviceFlags(pointer, xml, scope.flags));
    }

    public void updateDevice(String xml, Scope scope) throws Fault {
        libvirt.check(libvirt.calls.virDomainUpdateDeviceFlags(pointer, xml, scope.flags));
    }

    /** The virtual size of one of its disks, in bytes. */
    public long diskBytes(String target) throws Fault {
        var info = new virDomainBlockInfo();
        libvirt.check(libvirt.calls.virDomainGetBlockInfo(pointer, target, info, 0));
        return info.capacity;
    }

    /**
     * What an interface may carry, in KiB and KiB/s, by libvirt's names such as {@code inbound.average}.
     *
     * @param device the name of its tap, or its MAC address
     */
    public Map<String, Object> interfaceParameters(String device, Scope scope) throws Fault {
        var count = new IntByReference(0);
        libvirt.check(libvirt.more.virDomainGetInterfaceParameters(pointer, device, null, count, scope.flags));
        if (count.getValue() == 0) {
            return Map.of();
        }
        var memory = new Memory((long) TypedParameters.SIZE * count.getValue());
        memory.clear();
        libvirt.check(libvirt.more.virDomainGetInterfaceParameters(pointer, device, memory, count, scope.flags));
        return TypedParameters.read(memory, count.getValue());
    }

    /** Sets what an interface may carry, in KiB and KiB/s; 0 takes a limit away. */
    public void setInterfaceParameters(String device, Map<String, Integer> values, Scope scope) throws Fault {
        var parameters = new TypedParameters();
        values.forEach(parameters::unsignedInt);
        libvirt.check(libvirt.more.virDomainSetInterfaceParameters(
                pointer, device, parameters.write(), parameters.count(), scope.flags));
    }

    /** Moves it, and returns when it runs there and is forgotten here. Another thread can watch its job and end it. */
    public void migrate(Migration to) throws Fault {
        var parameters = new TypedParameters();
        if (to.migrationUri() != null) {
            parameters.text("migrate_uri", to.migrationUri());
        }
        if (to.bytesPerSecond() > 0) {
            parameters.unsignedLong("bandwidth", mebibytes(to.bytesPerSecond()));
        }
        if (to.xml() != null) {
            parameters.text("destination_xml", to.xml()).text("persistent_xml", to.xml());
        }
        var disks = switch (to.disks()) {
            case SHARED -> 0;
            case COPIED -> MIGRATE_COPY_DISKS;
            case TOP_COPIED -> MIGRATE_COPY_TOP_OF_DISKS;
        };
        libvirt.check(libvirt.more.virDomainMigrateToURI3(
                pointer,
                to.destination(),
                parameters.write(),
                parameters.count(),
                MIGRATE_LIVE
                        | MIGRATE_PEER_TO_PEER
                        | MIGRATE_PERSIST
                        | MIGRATE_UNDEFINE
                        | MIGRATE_ABORT_ON_ERROR
                        | MIGRATE_AUTO_CONVERGE
                        | disks));
    }

    /** While it moves: how long its CPUs may stand still at the end. */
    public void setMaxDowntime(Duration downtime) throws Fault {
        libvirt.check(libvirt.calls.virDomainMigrateSetMaxDowntime(pointer, downtime.toMillis(), 0));
    }

    /** While it moves: how much may be sent a second. */
    public void setMaxSpeed(long bytesPerSecond) throws Fault {
        libvirt.check(libvirt.more.virDomainMigrateSetMaxSpeed(pointer, new NativeLong(mebibytes(bytesPerSecond)), 0));
    }

    private static long mebibytes(long bytes) {
        return Math.max(1, Math.ceilDiv(bytes, 1L << 20));
    }

    /** The job that it is in. */
    public Job job() throws Fault {
        return job(0);
    }

    /** The last job that it was in, since this libvirt was started; others can ask for it too. */
    public Job endedJob() throws Fault {
        return job(JOB_THAT_HAS_ENDED | JOB_KEPT_FOR_OTHERS);
    }

    private Job job(int flags) throws Fault {
        var type = new IntByReference();
        var params = new PointerByReference();
        var count = new IntByReference();
        libvirt.check(libvirt.calls.virDomainGetJobStats(pointer, type, params, count, flags));
        var array = params.getValue();
        try {
            return new Job(type.getValue(), TypedParameters.read(array, count.getValue()));
        } finally {
            if (array != null) {
                libvirt.calls.virTypedParamsFree(array, count.getValue());
            }
        }
    }

    /**
     * Begins to copy disks as they are at this instant, as a job, while the guest goes on.
     *
     * @param xml which ones, into files that are there
     */
    public void beginBackup(String xml) throws Fault {
        if (libvirt.version().compareTo(BACKUPS_SINCE) < 0) {
            throw new Fault(
                    Fault.Kind.UNSUPPORTED,
                    "libvirt " + libvirt.version() + " is installed here, and copies no disks of running domains: "
                            + BACKUPS_SINCE + " or newer does");
        }
        libvirt.check(libvirt.more.virDomainBackupBegin(pointer, xml, null, BACKUP_INTO_FILE_THAT_IS_THERE));
    }

    /** What is being copied of it, as XML; null where nothing is. */
    public @Nullable String backup() throws Fault {
        if (libvirt.version().compareTo(BACKUPS_SINCE) < 0) {
            return null;
        }
        var xml = libvirt.more.virDomainBackupGetXMLDesc(pointer, 0);
        if (xml != null) {
            return xml.toString();
        }
        var fault = libvirt.lastFault();
        if (fault.kind() == Fault.Kind.NOT_THERE || fault.kind() == Fault.Kind.UNSUPPORTED) {
            return null;
        }
        throw fault;
    }

    /** Ends the job that it is in; what it was before goes on. */
    public void abortJob() throws Fault {
        libvirt.check(libvirt.calls.virDomainAbortJob(pointer));
    }

    private String text(@Nullable CString text) throws Fault {
        return libvirt.check(text).toString();
    }

    DomainPointer pointer() {
        return pointer;
    }

    @Override
    public void close() {
        libvirt.calls.virDomainFree(pointer);
    }
}
