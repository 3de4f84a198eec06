package io.reservoir.libvirt.network;

import io.reservoir.libvirt.durable.DurableFiles;
import io.reservoir.libvirt.durable.StoreLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who has which address and which block of addresses, and lives at which host, in a file that is written before anybody
 * is told. Hosts that give out of the same pools share it: those of one controller do, and those of agents that have it
 * mounted.
 */
public final class Leases {
    private static final String HEAD = "reservoir-leases 1";
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9._:@-]{1,128}");

    /** With a host's name, a pool whose holders live there. Releases that know no such pools keep what is in them. */
    private static final String HOST = "host:";

    private final Path file;
    private final StoreLock lock;

    private Leases(Path directory) {
        this.file = directory.resolve("leases");
        this.lock = new StoreLock(directory.resolve("lock"));
    }

    /** Those of a directory, which is made if need be. */
    public static Leases in(Path directory) throws IOException {
        var absolute = directory.toAbsolutePath().normalize();
        Files.createDirectories(absolute);
        return new Leases(absolute);
    }

    /**
     * Gives the holder one of a pool, the one it has already if it has; null where none is left.
     *
     * @param size how many there are in the pool
     */
    public @Nullable Lease take(String pool, int size, String holder) throws IOException {
        return lock.<@Nullable Lease>alone(() -> {
            var leases = read();
            for (var lease : leases) {
                if (lease.pool().equals(pool) && lease.holder().equals(holder)) {
                    return lease;
                }
            }
            var lease = free(leases, pool, size, holder);
            if (lease != null) {
                leases.add(lease);
                write(leases);
            }
            return lease;
        });
    }

    private static @Nullable Lease free(List<Lease> leases, String pool, int size, String holder) {
        var indexes = leases.stream()
                .filter(l -> l.pool().equals(pool))
                .map(Lease::index)
                .collect(Collectors.toSet());
        for (var index = 0; index < size; index++) {
            if (!indexes.contains(index)) {
                return new Lease(word(pool), index, word(holder));
            }
        }
        return null;
    }

    /** Writes down that the holder lives at that host, and at no other, until it gives all back. */
    void settle(String holder, String host) throws IOException {
        lock.<@Nullable Void>alone(() -> {
            var leases = read();
            var home = HOST + host;
            if (homes(leases, holder).noneMatch(l -> l.pool().equals(home))) {
                leases.removeIf(l -> isHome(l) && l.holder().equals(holder));
                leases.add(Objects.requireNonNull(free(leases, home, Integer.MAX_VALUE, holder)));
                write(leases);
            }
            return null;
        });
    }

    /** True if the holder is known to live at another host than that one. */
    boolean isElsewhere(String holder, String host) throws IOException {
        return homes(read(), holder).anyMatch(l -> !l.pool().equals(HOST + host));
    }

    private static Stream<Lease> homes(List<Lease> leases, String holder) {
        return leases.stream().filter(l -> isHome(l) && l.holder().equals(holder));
    }

    private static boolean isHome(Lease lease) {
        return lease.pool().startsWith(HOST);
    }

    /** What is held of a pool. */
    public List<Lease> of(String pool) throws IOException {
        return read().stream().filter(l -> l.pool().equals(pool)).toList();
    }

    /** What somebody holds, of all pools of addresses. */
    public List<Lease> heldBy(String holder) throws IOException {
        return read().stream()
                .filter(l -> !isHome(l) && l.holder().equals(holder))
                .toList();
    }

    /** Gives back all that somebody holds. */
    public void release(String holder) throws IOException {
        lock.<@Nullable Void>alone(() -> {
            var leases = read();
            if (leases.removeIf(l -> l.holder().equals(holder))) {
                write(leases);
            }
            return null;
        });
    }

    /** Gives back what somebody holds, unless that pool is in use. */
    void releaseIfEmpty(String holder, String pool) throws IOException {
        lock.<@Nullable Void>alone(() -> {
            var leases = read();
            if (leases.stream().noneMatch(l -> l.pool().equals(pool))
                    && leases.removeIf(l -> l.holder().equals(holder))) {
                write(leases);
            }
            return null;
        });
    }

    private List<Lease> read() throws IOException {
        var leases = new ArrayList<Lease>();
        try {
            var lines = Files.readAllLines(file);
            if (lines.isEmpty() || !lines.getFirst().equals(HEAD)) {
                throw damaged(1);
            }
            for (var i = 1; i < lines.size(); i++) {
                var words = lines.get(i).split(" ", -1);
                if (words.length != 3 || !words[1].matches("\\d{1,9}")) {
                    throw damaged(i + 1);
                }
                leases.add(new Lease(words[0], Integer.parseInt(words[1]), words[2]));
            }
        } catch (NoSuchFileException e) {
            return leases;
        }
        return leases;
    }

    private void write(List<Lease> leases) throws IOException {
        var text = new StringBuilder(HEAD).append('\n');
        for (var lease : leases) {
            text.append(lease.pool())
                    .append(' ')
                    .append(lease.index())
                    .append(' ')
                    .append(lease.holder())
                    .append('\n');
        }
        DurableFiles.replace(file, text.toString());
    }

    private static String word(String text) {
        if (!WORD.matcher(text).matches()) {
            throw new IllegalArgumentException("not a word of a lease: `" + text + "`");
        }
        return text;
    }

    private IOException damaged(int line) {
        return new IOException(file + ":" + line + ": not a line of leases; restore it from a backup");
    }
}
