package io.reservoir.libvirt.binding;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.CString;
import org.libvirt.jna.StoragePoolPointer;
import org.libvirt.jna.StorageVolPointer;
import org.libvirt.jna.virStoragePoolInfo;

/** A storage pool at its host: a handle, to be closed. Each method is one call, but for the list. */
public final class Pool implements AutoCloseable {
    private final Session session;
    private final Libvirt libvirt;
    private final StoragePoolPointer pointer;

    Pool(Session session, StoragePoolPointer pointer) {
        this.session = session;
        this.libvirt = session.libvirt;
        this.pointer = pointer;
    }

    public boolean isActive() throws Fault {
        return libvirt.check(libvirt.calls.virStoragePoolIsActive(pointer)) == 1;
    }

    public String xml() throws Fault {
        return libvirt.check(libvirt.calls.virStoragePoolGetXMLDesc(pointer, 0)).toString();
    }

    /** Makes its directory. */
    public void build() throws Fault {
        libvirt.check(libvirt.calls.virStoragePoolBuild(pointer, 0));
    }

    public void start() throws Fault {
        libvirt.check(libvirt.calls.virStoragePoolCreate(pointer, 0));
    }

    /** It is started with its host. */
    public void startWithHost() throws Fault {
        libvirt.check(libvirt.calls.virStoragePoolSetAutostart(pointer, 1));
    }

    /** Ends it; what is in it stays. */
    public void destroy() throws Fault {
        libvirt.check(libvirt.calls.virStoragePoolDestroy(pointer));
    }

    public void undefine() throws Fault {
        libvirt.check(libvirt.calls.virStoragePoolUndefine(pointer));
    }

    /** Looks into its directory again. */
    public void refresh() throws Fault {
        libvirt.check(libvirt.calls.virStoragePoolRefresh(pointer, 0));
    }

    /** How many bytes its file system has left. */
    public long availableBytes() throws Fault {
        var info = new virStoragePoolInfo();
        libvirt.check(libvirt.calls.virStoragePoolGetInfo(pointer, info));
        return info.available;
    }

    /** The names of all its volumes. */
    public List<String> volumes() throws Fault {
        // some may be made between the two calls
        var names = new CString[libvirt.check(libvirt.calls.virStoragePoolNumOfVolumes(pointer)) + 16];
        var count = libvirt.check(libvirt.calls.virStoragePoolListVolumes(pointer, names, names.length));
        var list = new ArrayList<String>(count);
        for (var i = 0; i < count; i++) {
            list.add(names[i].toString());
        }
        return list;
    }

    /** Makes a volume. It is to be closed. */
    public Volume create(String xml) throws Fault {
        return volume(libvirt.check(libvirt.calls.virStorageVolCreateXML(pointer, xml, 0)));
    }

    /** Makes a volume with all that is in another one, of any pool, and returns when it is copied. It is to be closed. */
    public Volume copy(String xml, Volume from) throws Fault {
        return volume(libvirt.check(libvirt.calls.virStorageVolCreateXMLFrom(pointer, xml, from.pointer(), 0)));
    }

    /** A volume by its name, null where there is none. It is to be closed. */
    public @Nullable Volume volume(String name) throws Fault {
        var found = libvirt.calls.virStorageVolLookupByName(pointer, name);
        if (found != null) {
            return volume(found);
        }
        throwUnlessNotThere();
        return null;
    }

    private void throwUnlessNotThere() throws Fault {
        var fault = libvirt.lastFault();
        if (fault.kind() != Fault.Kind.NOT_THERE) {
            throw fault;
        }
    }

    private Volume volume(StorageVolPointer found) {
        return new Volume(session, found);
    }

    @Override
    public void close() {
        libvirt.calls.virStoragePoolFree(pointer);
    }
}
