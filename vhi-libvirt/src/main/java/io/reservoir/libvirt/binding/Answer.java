package io.reservoir.libvirt.binding;

/** What came of a call over a {@link LibvirtConnection}. */
public sealed interface Answer<T> {
    /** It was done. */
    record Is<T>(T value) implements Answer<T> {}

    /** libvirt answered that it was not done. */
    record Failed<T>(Fault fault) implements Answer<T> {}

    /** No answer came: the host cannot be reached, hangs, or was cut off. What it did nobody knows. */
    record Silent<T>(String why) implements Answer<T> {}
}
