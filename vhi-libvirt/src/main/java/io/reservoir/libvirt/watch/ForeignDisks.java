package io.reservoir.libvirt.watch;

import io.reservoir.libvirt.binding.Domain;
import io.reservoir.libvirt.binding.Fault;
import io.reservoir.libvirt.xml.DomainView;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How big the disks of others are. libvirt is asked once for each, and what it cannot say counts as nothing. Safe for
 * use by many threads.
 */
public final class ForeignDisks {
    private final Map<String, Long> sizes = new ConcurrentHashMap<>();

    long bytes(Domain domain, DomainView view) {
        var sum = 0L;
        for (var disk : view.disks()) {
            if (disk.device().equals("disk")) {
                var key = view.uuid() + " " + disk.target() + " " + disk.source();
                var known = sizes.get(key);
                sum += known == null ? ask(domain, disk.target(), key) : known;
            }
        }
        return sum;
    }

    private long ask(Domain domain, String target, String key) {
        long bytes;
        try {
            bytes = domain.diskBytes(target);
        } catch (Fault fault) {
            bytes = 0;
        }
        sizes.put(key, bytes);
        return bytes;
    }
}
