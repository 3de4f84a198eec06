package io.reservoir.libvirt.binding;

import java.nio.ByteBuffer;
import org.libvirt.jna.SizeT;
import org.libvirt.jna.StorageVolPointer;
import org.libvirt.jna.virStorageVolInfo;

/** A volume of a pool: a handle, to be closed. Each method is one call, but for the upload. */
public final class Volume implements AutoCloseable {
    private static final int CHUNK = 1 << 16;

    private final Session session;
    private final Libvirt libvirt;
    private final StorageVolPointer pointer;

    Volume(Session session, StorageVolPointer pointer) {
        this.session = session;
        this.libvirt = session.libvirt;
        this.pointer = pointer;
    }

    /** Where it is at its host. */
    public String path() throws Fault {
        return libvirt.check(libvirt.calls.virStorageVolGetPath(pointer)).toString();
    }

    /** How large the disk in it is. */
    public long capacityBytes() throws Fault {
        return info().capacity;
    }

    /** How much room it takes by now. */
    public long allocationBytes() throws Fault {
        return info().allocation;
    }

    private virStorageVolInfo info() throws Fault {
        var info = new virStorageVolInfo();
        libvirt.check(libvirt.calls.virStorageVolGetInfo(pointer, info));
        return info;
    }

    /** Writes the bytes over its own, from the first on. */
    public void upload(byte[] bytes) throws Fault {
        var stream = libvirt.check(libvirt.calls.virStreamNew(session.pointer, 0));
        try {
            libvirt.check(libvirt.calls.virStorageVolUpload(pointer, stream, 0, bytes.length, 0));
            var chunk = ByteBuffer.allocateDirect(CHUNK);
            for (var at = 0; at < bytes.length; ) {
                var length = Math.min(CHUNK, bytes.length - at);
                chunk.clear().put(bytes, at, length).flip();
                at += libvirt.check(libvirt.calls.virStreamSend(stream, chunk, new SizeT(length)));
            }
            libvirt.check(libvirt.calls.virStreamFinish(stream));
        } catch (Fault fault) {
            libvirt.calls.virStreamAbort(stream);
            throw fault;
        } finally {
            libvirt.calls.virStreamFree(stream);
        }
    }

    /** Its first bytes, as many as it has or as that. */
    public byte[] download(int most) throws Fault {
        var length = (int) Math.min(most, capacityBytes());
        var bytes = ByteBuffer.allocate(length);
        var stream = libvirt.check(libvirt.calls.virStreamNew(session.pointer, 0));
        try {
            libvirt.check(libvirt.calls.virStorageVolDownload(pointer, stream, 0, length, 0));
            var chunk = ByteBuffer.allocateDirect(CHUNK);
            while (bytes.hasRemaining()) {
                var size = libvirt.check(libvirt.calls.virStreamRecv(
                        stream, chunk.clear(), new SizeT(Math.min(CHUNK, bytes.remaining()))));
                if (size == 0) {
                    throw new Fault(Fault.Kind.FAILED, "a volume ends before its end");
                }
                bytes.put(chunk.limit(size));
            }
            libvirt.check(libvirt.calls.virStreamFinish(stream));
            return bytes.array();
        } catch (Fault fault) {
            libvirt.calls.virStreamAbort(stream);
            throw fault;
        } finally {
            libvirt.calls.virStreamFree(stream);
        }
    }

    StorageVolPointer pointer() {
        return pointer;
    }

    public void delete() throws Fault {
        libvirt.check(libvirt.calls.virStorageVolDelete(pointer, 0));
    }

    @Override
    public void close() {
        libvirt.calls.virStorageVolFree(pointer);
    }
}
