package io.reservoir.libvirt.image;

import io.reservoir.libvirt.durable.DurableFiles;
import io.reservoir.libvirt.durable.StoreLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The images of a host, in a directory: the files by their digest, and an index from names to digests. Several
 * processes may use it, and several hosts where they have it mounted at the same path. What a store holds was looked
 * into, is of the digest that it is called by, and never changes.
 *
 * <p>A VEE whose disk is made over an image marks it as used, under the VEE's UUID; a used image stays.
 */
public final class ImageStore {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    private final Path blobs;
    private final Path incoming;
    private final Path uses;
    private final StoreLock lock;
    private final ImageIndex index;
    private final ImageLimits limits;
    private final InstantSource clock;

    private ImageStore(Path directory, ImageLimits limits, InstantSource clock) {
        this.blobs = directory.resolve("blobs");
        this.incoming = directory.resolve("incoming");
        this.uses = directory.resolve("uses");
        this.lock = new StoreLock(directory.resolve("lock"));
        this.index = new ImageIndex(directory.resolve("index"), blobs);
        this.limits = limits;
        this.clock = clock;
    }

    /** Opens it, makes it if need be, and removes what a crash may have left half done. */
    public static ImageStore open(Path directory, ImageLimits limits, InstantSource clock) throws IOException {
        var store = new ImageStore(directory.toAbsolutePath().normalize(), limits, clock);
        Files.createDirectories(store.blobs);
        Files.createDirectories(store.incoming);
        Files.createDirectories(store.uses);
        store.lock.<@Nullable Void>alone(() -> {
            Incoming.sweep(store.incoming);
            store.sweepBlobs();
            return null;
        });
        return store;
    }

    /** True for a letter followed by at most 63 letters, digits, {@code _} or {@code -}. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** True for 64 hex digits in lower case. */
    public static boolean isDigest(String text) {
        return DIGEST.matcher(text).matches();
    }

    /** Where the files are that disks are made over. */
    public Path blobs() {
        return blobs;
    }

    /**
     * Copies the file into the store and gives it a name. The copy is what is looked into, so that nobody can change
     * the file in between.
     *
     * @param sha256 what the file must be of, null where its digest is taken as it is
     */
    public Registration register(String name, Path source, @Nullable String sha256) throws IOException {
        if (!isName(name)) {
            return new Registration.Refused(
                    "not a name of an image", "a letter, then at most 63 letters, digits, `_` or `-`");
        }
        if (sha256 != null && !isDigest(sha256)) {
            return new Registration.Refused("not a SHA-256 digest", "64 hex digits in lower case, as of sha256sum");
        }
        try (var copy = lock.alone(() -> Incoming.in(incoming))) {
            var found = copy.copy(source, limits);
            if (sha256 != null && !sha256.equals(found)) {
                return new Registration.Refused(
                        "its digest is " + found + ", not " + sha256, "fetch the image again, or ask who made it");
            }
            return switch (copy.inspect(limits)) {
                case Verdict.Accepted accepted -> lock.alone(() -> keep(name, found, accepted, copy));
                case Verdict.Refused refused -> new Registration.Refused(refused.why(), refused.help());
            };
        } catch (UnfitImage e) {
            var refused = e.verdict();
            return new Registration.Refused(refused.why(), refused.help());
        } catch (NoSuchFileException e) {
            return new Registration.Refused("there is no file " + e.getFile(), "name a file of this machine");
        }
    }

    private Registration keep(String name, String sha256, Verdict.Accepted accepted, Incoming copy) throws IOException {
        var images = index.read();
        var before = images.get(name);
        if (before != null) {
            return before.sha256().equals(sha256)
                    ? new Registration.Done(before)
                    : new Registration.Refused(
                            "the name is given to another image, " + before.sha256(),
                            "remove that one first, or take another name");
        }
        var image = new StoredImage(
                name,
                sha256,
                accepted.format(),
                copy.size(),
                accepted.virtualBytes(),
                clock.instant(),
                blobs.resolve(sha256));
        if (!Files.exists(image.file())) {
            copy.moveTo(image.file());
        }
        images.put(name, image);
        index.write(images.values());
        return new Registration.Done(image);
    }

    /** All images, by name. */
    public List<StoredImage> list() throws IOException {
        return List.copyOf(index.read().values());
    }

    /** The image of that name, or null. */
    public @Nullable StoredImage find(String name) throws IOException {
        return index.read().get(name);
    }

    /** Takes the name away, and the file with the last name; not while a disk is made over it. */
    public Registration remove(String name) throws IOException {
        return lock.alone(() -> removeAlone(name));
    }

    private Registration removeAlone(String name) throws IOException {
        var images = index.read();
        var image = images.remove(name);
        if (image == null) {
            return new Registration.Refused("there is no image of that name", "image list shows those there are");
        }
        var last = images.values().stream().noneMatch(other -> other.sha256().equals(image.sha256()));
        var users = users(image.sha256()).size();
        if (last && users > 0) {
            return new Registration.Refused(
                    "disks of " + users + (users == 1 ? " VEE are" : " VEEs are") + " made over it",
                    "destroy the VEEs first");
        }
        index.write(images.values());
        if (last) {
            DurableFiles.delete(image.file());
        }
        return new Registration.Done(image);
    }

    /** Marks the image as used by that VEE, and gives it; or gives null, where no image is of that name. */
    public @Nullable StoredImage use(String name, UUID vee) throws IOException {
        return lock.<@Nullable StoredImage>alone(() -> {
            var image = index.read().get(name);
            if (image != null) {
                var mark = uses.resolve(image.sha256()).resolve(vee.toString());
                Files.createDirectories(mark.getParent());
                DurableFiles.replace(mark, "");
            }
            return image;
        });
    }

    /** The image that the VEE has marked, or null. */
    public @Nullable StoredImage usedBy(UUID vee) throws IOException {
        for (var image : index.read().values()) {
            if (Files.exists(uses.resolve(image.sha256()).resolve(vee.toString()))) {
                return image;
            }
        }
        return null;
    }

    /** Takes that VEE's marks away, whichever image they are on. */
    public void release(UUID vee) throws IOException {
        lock.<@Nullable Void>alone(() -> {
            try (var used = Files.newDirectoryStream(uses)) {
                for (var image : used) {
                    DurableFiles.delete(image.resolve(vee.toString()));
                }
            }
            return null;
        });
    }

    private List<String> users(String sha256) throws IOException {
        var marks = uses.resolve(sha256);
        if (!Files.isDirectory(marks)) {
            return List.of();
        }
        try (var files = Files.list(marks)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> !file.endsWith(".next"))
                    .sorted()
                    .toList();
        }
    }

    /** A file that no name leads to was about to be given one, or had lost its last. */
    private void sweepBlobs() throws IOException {
        var named = new TreeMap<String, StoredImage>();
        index.read().values().forEach(image -> named.put(image.sha256(), image));
        try (var files = Files.newDirectoryStream(blobs)) {
            for (var file : files) {
                var digest = file.getFileName().toString();
                if (!named.containsKey(digest) && users(digest).isEmpty()) {
                    DurableFiles.delete(file);
                }
            }
        }
    }
}
