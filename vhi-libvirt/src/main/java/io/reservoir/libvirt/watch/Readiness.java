package io.reservoir.libvirt.watch;

import io.reservoir.libvirt.xml.DomainView;
import io.reservoir.libvirt.xml.Mark;
import java.util.UUID;

/** Whether the guest of a running domain is up. */
public interface Readiness {
    /** For who looks at what a host holds, and not at guests. */
    Readiness NOT_ASKED = (view, mark) -> false;

    /** By the probe in its mark; answers at once, by what is known. */
    boolean isUp(DomainView view, Mark mark);

    /** That domain is no more, or begins a new life. */
    default void forget(UUID domain) {}
}
