package io.reservoir.libvirt.binding;

import com.sun.jna.Library;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.CString;
import org.libvirt.jna.ConnectionPointer;
import org.libvirt.jna.DomainPointer;
import org.libvirt.jna.NetworkPointer;
import org.libvirt.jna.StreamPointer;

/**
 * The calls of libvirt that libvirt-java lacks, or binds in a way that cannot be used. {@code unsigned long} is a
 * {@link NativeLong}, {@code virTypedParameterPtr} a {@link Pointer} that {@link TypedParameters} makes and reads.
 */
interface MoreLibvirt extends Library {
    int virGetLastErrorCode();

    @Nullable
    String virGetLastErrorMessage();

    int virConnectListAllDomains(ConnectionPointer connection, PointerByReference domains, int flags);

    int virConnectGetAllDomainStats(ConnectionPointer connection, int stats, PointerByReference records, int flags);

    void virDomainStatsRecordListFree(Pointer records);

    /** {@code params} null asks for their number; {@code count} is in and out. */
    int virNodeGetCPUStats(
            ConnectionPointer connection, int cpu, @Nullable Pointer params, IntByReference count, int flags);

    /** {@code params} null asks for their number; {@code count} is in and out. */
    int virNodeGetMemoryStats(
            ConnectionPointer connection, int cell, @Nullable Pointer params, IntByReference count, int flags);

    @Nullable
    DomainPointer virDomainDefineXMLFlags(ConnectionPointer connection, String xml, int flags);

    int virDomainGetState(DomainPointer domain, IntByReference state, @Nullable IntByReference reason, int flags);

    int virDomainSetMemoryFlags(DomainPointer domain, NativeLong kibibytes, int flags);

    int virDomainSetInterfaceParameters(DomainPointer domain, String device, Pointer params, int count, int flags);

    /** {@code params} null asks for their number; {@code count} is in and out. */
    int virDomainGetInterfaceParameters(
            DomainPointer domain, String device, @Nullable Pointer params, IntByReference count, int flags);

    int virDomainMigrateToURI3(DomainPointer domain, String uri, @Nullable Pointer params, int count, int flags);

    int virDomainMigrateSetMaxSpeed(DomainPointer domain, NativeLong mebibytesPerSecond, int flags);

    /** {@code checkpoint} null for none. Since libvirt 6.0. */
    int virDomainBackupBegin(DomainPointer domain, String xml, @Nullable String checkpoint, int flags);

    /** Since libvirt 6.0. */
    @Nullable
    CString virDomainBackupGetXMLDesc(DomainPointer domain, int flags);

    int virDomainOpenConsole(DomainPointer domain, @Nullable String device, StreamPointer stream, int flags);

    int virNetworkUpdate(NetworkPointer network, int command, int section, int parent, String xml, int flags);

    int virNetworkGetDHCPLeases(NetworkPointer network, @Nullable String mac, PointerByReference leases, int flags);

    void virNetworkDHCPLeaseFree(Pointer lease);
}
