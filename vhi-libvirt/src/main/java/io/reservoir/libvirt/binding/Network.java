package io.reservoir.libvirt.binding;

import com.sun.jna.Native;
import java.nio.charset.StandardCharsets;
import org.libvirt.jna.NetworkPointer;

/** A network at its host: a handle, to be closed. Each method is one call. */
public final class Network implements AutoCloseable {
    private static final int LIVE_AND_CONFIG = 1 | 2;
    private static final int SECTION_DHCP_HOST = 4;

    private final Libvirt libvirt;
    private final NetworkPointer pointer;

    /** What is done to a line of a network. */
    public enum Update {
        ADD(3),
        REMOVE(2);

        private final int command;

        Update(int command) {
            this.command = command;
        }
    }

    Network(Libvirt libvirt, NetworkPointer pointer) {
        this.libvirt = libvirt;
        this.pointer = pointer;
    }

    public String uuid() throws Fault {
        var bytes = new byte[37];
        libvirt.check(libvirt.calls.virNetworkGetUUIDString(pointer, bytes));
        return Native.toString(bytes, StandardCharsets.US_ASCII);
    }

    public boolean isActive() throws Fault {
        return libvirt.check(libvirt.calls.virNetworkIsActive(pointer)) == 1;
    }

    public String xml() throws Fault {
        return libvirt.check(libvirt.calls.virNetworkGetXMLDesc(pointer, 0)).toString();
    }

    public void start() throws Fault {
        libvirt.check(libvirt.calls.virNetworkCreate(pointer));
    }

    /** It is started with its host. */
    public void startWithHost() throws Fault {
        libvirt.check(libvirt.calls.virNetworkSetAutostart(pointer, 1));
    }

    /** Ends it; who is plugged into it stays so, without anybody at the other end. */
    public void destroy() throws Fault {
        libvirt.check(libvirt.calls.virNetworkDestroy(pointer));
    }

    public void undefine() throws Fault {
        libvirt.check(libvirt.calls.virNetworkUndefine(pointer));
    }

    /** Gives an address to a MAC by DHCP, or takes it back, now and when it is started again. */
    public void dhcpHost(Update update, String xml) throws Fault {
        libvirt.check(
                libvirt.more.virNetworkUpdate(pointer, update.command, SECTION_DHCP_HOST, -1, xml, LIVE_AND_CONFIG));
    }

    @Override
    public void close() {
        libvirt.calls.virNetworkFree(pointer);
    }
}
