package io.reservoir.libvirt.binding;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import io.reservoir.libvirt.binding.Libvirt.Version;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.ConnectionPointer;
import org.libvirt.jna.DomainPointer;
import org.libvirt.jna.virNodeInfo;

/** An open connection to one libvirt, lent to the work of a call: what is asked of the host itself. */
public final class Session {
    private static final int STATS = 1 | 2 | 4 | 8 | 16 | 32;
    private static final int STATS_WITHOUT_WAITING = 1 << 29;
    private static final int STATS_OF_ACTIVE = 1;
    private static final int NODE_STAT = 88;
    private static final int NODE_STAT_VALUE = 80;

    final Libvirt libvirt;
    final ConnectionPointer pointer;

    /**
     * What a host is made of.
     *
     * @param memoryBytes all that is built in
     */
    public record Node(int cpus, long memoryBytes) {}

    /** What libvirt counted of one domain, by its names such as {@code cpu.time}. */
    public record Stats(UUID domain, String name, Map<String, Object> values) {
        /** A number of it, null where libvirt says nothing. */
        public @Nullable Long number(String key) {
            return values.get(key) instanceof Number number ? Long.valueOf(number.longValue()) : null;
        }
    }

    /** What is done over an open connection. */
    @FunctionalInterface
    public interface Work<T> {
        T with(Session session) throws Fault;
    }

    Session(Libvirt libvirt, ConnectionPointer pointer) {
        this.libvirt = libvirt;
        this.pointer = pointer;
    }

    /** The version of the libvirt at the other end. */
    public Version version() throws Fault {
        var number = new LongByReference();
        libvirt.check(libvirt.calls.virConnectGetLibVersion(pointer, number));
        return Version.of(number.getValue());
    }

    /** The name of its driver, such as {@code QEMU}. */
    public String driver() throws Fault {
        return libvirt.check(libvirt.calls.virConnectGetType(pointer));
    }

    public String capabilities() throws Fault {
        return libvirt.check(libvirt.calls.virConnectGetCapabilities(pointer)).toString();
    }

    public Node node() throws Fault {
        var info = new virNodeInfo();
        libvirt.check(libvirt.calls.virNodeGetInfo(pointer, info));
        return new Node(info.cpus, info.memory.longValue() * 1024);
    }

    /** Nanoseconds that the host's CPUs spent since it started, by libvirt's names such as {@code idle}. */
    public Map<String, Long> nodeCpuNanos() throws Fault {
        return nodeStats((params, count) -> libvirt.more.virNodeGetCPUStats(pointer, -1, params, count, 0));
    }

    /** Kibibytes of the host's memory, by libvirt's names such as {@code free}. */
    public Map<String, Long> nodeMemoryKibibytes() throws Fault {
        return nodeStats((params, count) -> libvirt.more.virNodeGetMemoryStats(pointer, -1, params, count, 0));
    }

    @FunctionalInterface
    private interface NodeStats {
        int get(@Nullable Pointer params, IntByReference count);
    }

    private Map<String, Long> nodeStats(NodeStats stats) throws Fault {
        var count = new IntByReference(0);
        libvirt.check(stats.get(null, count));
        if (count.getValue() == 0) {
            return Map.of();
        }
        var memory = new Memory((long) NODE_STAT * count.getValue());
        memory.clear();
        libvirt.check(stats.get(memory, count));
        var values = new LinkedHashMap<String, Long>();
        for (var i = 0; i < count.getValue(); i++) {
            var at = (long) i * NODE_STAT;
            values.put(memory.getString(at, "UTF-8"), memory.getLong(at + NODE_STAT_VALUE));
        }
        return values;
    }

    /** All domains, running or not. Each is to be closed. */
    public List<Domain> domains() throws Fault {
        var array = new PointerByReference();
        var count = libvirt.check(libvirt.more.virConnectListAllDomains(pointer, array, 0));
        var domains = new ArrayList<Domain>(count);
        for (var each : array.getValue().getPointerArray(0, count)) {
            domains.add(new Domain(libvirt, new DomainPointer(each)));
        }
        Libvirt.free(array.getValue());
        return domains;
    }

    /** A domain by its UUID, null where there is none. It is to be closed. */
    public @Nullable Domain domain(UUID uuid) throws Fault {
        return orNull(libvirt.calls.virDomainLookupByUUIDString(pointer, uuid.toString()));
    }

    /** A domain by its name, null where there is none. It is to be closed. */
    public @Nullable Domain domain(String name) throws Fault {
        return orNull(libvirt.calls.virDomainLookupByName(pointer, name));
    }

    private @Nullable Domain orNull(@Nullable DomainPointer found) throws Fault {
        if (found != null) {
            return new Domain(libvirt, found);
        }
        var fault = libvirt.lastFault();
        if (fault.kind() == Fault.Kind.NOT_THERE) {
            return null;
        }
        throw fault;
    }

    /** Defines a domain for good, or redefines the one of the same name and UUID. It is to be closed. */
    public Domain define(String xml) throws Fault {
        return new Domain(libvirt, libvirt.check(libvirt.more.virDomainDefineXMLFlags(pointer, xml, 0)));
    }

    /** A network by its name, null where there is none. It is to be closed. */
    public @Nullable Network network(String name) throws Fault {
        var found = libvirt.calls.virNetworkLookupByName(pointer, name);
        if (found != null) {
            return new Network(libvirt, found);
        }
        throwUnlessNotThere();
        return null;
    }

    /** Defines a network for good, or redefines the one of the same name and UUID. It is to be closed. */
    public Network defineNetwork(String xml) throws Fault {
        return new Network(libvirt, libvirt.check(libvirt.calls.virNetworkDefineXML(pointer, xml)));
    }

    /** Makes a network that is gone once it ends. It is to be closed. */
    public Network startNetwork(String xml) throws Fault {
        return new Network(libvirt, libvirt.check(libvirt.calls.virNetworkCreateXML(pointer, xml)));
    }

    /** A storage pool by its name, null where there is none. It is to be closed. */
    public @Nullable Pool pool(String name) throws Fault {
        var found = libvirt.calls.virStoragePoolLookupByName(pointer, name);
        if (found != null) {
            return new Pool(this, found);
        }
        throwUnlessNotThere();
        return null;
    }

    /** Defines a storage pool for good, or redefines the one of the same name and UUID. It is to be closed. */
    public Pool definePool(String xml) throws Fault {
        return new Pool(this, libvirt.check(libvirt.calls.virStoragePoolDefineXML(pointer, xml, 0)));
    }

    /** True if there is a network filter of that name. */
    public boolean hasFilter(String name) throws Fault {
        var found = libvirt.calls.virNWFilterLookupByName(pointer, name);
        if (found != null) {
            libvirt.calls.virNWFilterFree(found);
            return true;
        }
        throwUnlessNotThere();
        return false;
    }

    /** Defines a network filter for good. */
    public void defineFilter(String xml) throws Fault {
        libvirt.calls.virNWFilterFree(libvirt.check(libvirt.calls.virNWFilterDefineXML(pointer, xml)));
    }

    private void throwUnlessNotThere() throws Fault {
        var fault = libvirt.lastFault();
        if (fault.kind() != Fault.Kind.NOT_THERE) {
            throw fault;
        }
    }

    /** What libvirt counted of every running domain, in one call; what a guest that hangs would tell is left out. */
    public List<Stats> stats() throws Fault {
        var records = new PointerByReference();
        var count = libvirt.check(libvirt.more.virConnectGetAllDomainStats(
                pointer, STATS, records, STATS_OF_ACTIVE | STATS_WITHOUT_WAITING));
        try {
            var stats = new ArrayList<Stats>(count);
            for (var each : records.getValue().getPointerArray(0, count)) {
                stats.add(stats(each));
            }
            return stats;
        } finally {
            libvirt.more.virDomainStatsRecordListFree(records.getValue());
        }
    }

    /** {@code struct _virDomainStatsRecord}: a domain, parameters, their number. */
    private Stats stats(Pointer record) throws Fault {
        var domain = new DomainPointer(record.getPointer(0));
        var params = record.getPointer(Native.POINTER_SIZE);
        var count = record.getInt(2L * Native.POINTER_SIZE);
        return new Stats(
                Domain.uuid(libvirt, domain),
                libvirt.calls.virDomainGetName(domain),
                TypedParameters.read(params, count));
    }

    boolean isAlive() {
        return libvirt.calls.virConnectIsAlive(pointer) == 1;
    }
}
