package io.reservoir.libvirt.xml;

import java.util.List;
import java.util.UUID;

/**
 * A domain as it is to be.
 *
 * @param type libvirt's name of what runs it, such as {@code kvm} or {@code qemu}
 * @param architecture of its CPU, such as {@code x86_64}
 * @param mostVcpus how many it can be given while it runs
 * @param consoleLog where what it prints on its serial line is kept at the host
 */
public record DomainPlan(
        String type,
        String architecture,
        String name,
        UUID uuid,
        Mark mark,
        int mostVcpus,
        Boot boot,
        List<Disk> disks,
        List<Nic> nics,
        String consoleLog) {
    /** Its memory as libvirt counts it. */
    public long memoryKibibytes() {
        return memoryKibibytes(mark.size().memoryBytes());
    }

    /** The KiB of memory that a domain gets which is to have so many bytes: guests get whole MiB of libvirt. */
    public static long memoryKibibytes(long bytes) {
        return Math.ceilDiv(bytes, 1L << 20) << 10;
    }

    /** That many bytes as libvirt counts bandwidth: in KiB, rounded up. */
    public static long kibibytes(long bytes) {
        return Math.ceilDiv(bytes, 1024L);
    }
}
