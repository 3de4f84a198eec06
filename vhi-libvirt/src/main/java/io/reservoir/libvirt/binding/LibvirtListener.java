package io.reservoir.libvirt.binding;

/** Is told what happens at a host, on libvirt's event thread: it must not block and make no call of libvirt. */
public interface LibvirtListener {
    void happened(DomainEvent event);

    /** It can be reached, again or at last: what happened before was not told. */
    void connected();

    /** It cannot be reached any more. */
    void disconnected(String why);
}
