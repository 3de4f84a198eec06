package io.reservoir.libvirt.xml;

/** What a domain starts from. */
public sealed interface Boot {
    /** What its first disk says. */
    record FromDisk() implements Boot {}

    /** A kernel at the host, given by its files' paths. */
    record FromKernel(String kernel, String initialRamDisk, String commandLine) implements Boot {}
}
