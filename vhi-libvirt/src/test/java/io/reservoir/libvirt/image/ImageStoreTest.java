package io.reservoir.libvirt.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageStoreTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final UUID VEE = new UUID(1, 2);

    @TempDir
    private Path directory;

    private Path root = Path.of("");
    private Path source = Path.of("");

    @BeforeEach
    void prepare() throws IOException {
        root = directory.resolve("store");
        source = Files.write(directory.resolve("web.qcow2"), Images.qcow2());
    }

    @Test
    void keepsAnImageByItsDigestUnderItsName() throws Exception {
        var store = open();
        var image = done(store.register("web", source, sha256(source)));

        assertThat(image)
                .isEqualTo(new StoredImage(
                        "web",
                        sha256(source),
                        ImageFormat.QCOW2,
                        Files.size(source),
                        64 << 20,
                        NOW,
                        root.resolve("blobs").resolve(sha256(source))));
        assertThat(image.file()).hasSameBinaryContentAs(source);
        assertThat(Files.getPosixFilePermissions(image.file()).toString()).doesNotContain("WRITE");
        assertThat(open().list()).containsExactly(image);
        assertThat(open().find("web")).isEqualTo(image);
        assertThat(open().find("db")).isNull();
    }

    @Test
    void refusesAnotherDigestThanItWasTold() throws Exception {
        var other = "0".repeat(64);
        assertThat(refused(open().register("web", source, other)).why()).contains(other, sha256(source));
        assertEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../web", "a/b", "we b", "1web", "web\n", "<web>", "web\u0000"})
    void refusesNamesThatAreNone(String name) throws IOException {
        assertThat(refused(open().register(name, source, null)).why()).contains("not a name");
        assertEmpty();
    }

    @Test
    void aNameHas64CharactersAtMost() throws IOException {
        var store = open();
        done(store.register("a".repeat(64), source, null));
        refused(store.register("a".repeat(65), source, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "/etc/passwd"})
    void refusesDigestsThatAreNone(String digest) throws IOException {
        assertThat(refused(open().register("web", source, digest)).why()).contains("not a SHA-256 digest");
        assertEmpty();
    }

    @Test
    void refusesWhatIsNoPlainFile() throws Exception {
        var link = Files.createSymbolicLink(directory.resolve("link"), source);
        var fifo = directory.resolve("fifo");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor())
                .isZero();
        for (var path : new Path[] {link, fifo, directory, Path.of("/dev/zero")}) {
            assertThat(refused(open().register("web", path, null)).why()).contains("no plain file");
        }
        assertThat(refused(open().register("web", directory.resolve("none"), null))
                        .why())
                .contains("no file");
        assertEmpty();
    }

    @Test
    void leavesNothingOfAnImageThatItRefuses() throws IOException {
        Files.write(source, Images.with(Images.qcow2(), 8, 512, 8));
        assertThat(refused(open().register("web", source, null)).why()).contains("a backing file");
        assertEmpty();
    }

    @Test
    void refusesFilesThatAreTooLong() throws IOException {
        var limits = new ImageLimits(Files.size(source), 64 << 20);
        done(ImageStore.open(root, limits, InstantSource.fixed(NOW)).register("web", source, null));
        var smaller = new ImageLimits(Files.size(source) - 1, 64 << 20);
        refused(ImageStore.open(root, smaller, InstantSource.fixed(NOW)).register("db", source, null));
    }

    @Test
    void aNameMeansOneImage() throws IOException {
        var store = open();
        var first = done(store.register("web", source, null));
        assertThat(done(store.register("web", source, null))).isEqualTo(first);

        Files.write(source, Images.qcow2(2));
        assertThat(refused(store.register("web", source, null)).why()).contains(first.sha256());
        assertThat(store.list()).containsExactly(first);
        assertThat(blobs()).hasSize(1);
    }

    @Test
    void twoNamesShareOneFileUntilTheLastIsRemoved() throws IOException {
        var store = open();
        done(store.register("web", source, null));
        var image = done(store.register("www", source, null));
        assertThat(blobs()).hasSize(1);

        done(store.remove("web"));
        assertThat(image.file()).exists();
        done(store.remove("www"));
        assertEmpty();
        assertThat(refused(store.remove("www")).why()).contains("no image of that name");
    }

    @Test
    void aUsedImageStaysUntilItIsReleased() throws IOException {
        var store = open();
        done(store.register("web", source, null));
        assertThat(store.use("web", VEE)).isNotNull();
        assertThat(store.use("web", VEE)).isNotNull();
        assertThat(store.use("db", VEE)).isNull();

        assertThat(refused(open().remove("web")).why()).contains("disks of 1 VEE are");
        open().release(new UUID(3, 4));
        refused(open().remove("web"));
        open().release(VEE);
        done(open().remove("web"));
    }

    @Test
    void anotherNameMayBeTakenFromAUsedImage() throws IOException {
        var store = open();
        done(store.register("web", source, null));
        done(store.register("www", source, null));
        store.use("web", VEE);
        done(store.remove("web"));
        refused(store.remove("www"));
    }

    @Test
    void removesWhatACrashLeftBehind() throws IOException {
        var image = done(open().register("web", source, null));
        Files.writeString(root.resolve("incoming").resolve("image-1.part"), "half");
        Files.writeString(root.resolve("blobs").resolve("1".repeat(64)), "no name leads here");
        open();
        assertThat(blobs()).containsExactly(image.file());
        assertThat(root.resolve("incoming")).isEmptyDirectory();
    }

    @Test
    void saysWhereAnIndexIsDamaged() throws IOException {
        done(open().register("web", source, null));
        Files.writeString(
                root.resolve("index"), "reservoir-images 1\nweb ../../etc/passwd raw 1 1 2026-03-01T12:00:00Z\n");
        assertThatThrownBy(this::open).hasMessageContaining("index:2").hasMessageContaining("backup");
    }

    @Test
    void registersFromManyThreadsAtOnce() throws Exception {
        var calls = new ArrayList<Callable<Registration>>();
        for (var i = 0; i < 16; i++) {
            var name = "image" + i;
            calls.add(() -> open().register(name, source, null));
        }
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var done : threads.invokeAll(calls)) {
                done(done.get());
            }
        }
        assertThat(open().list()).hasSize(16);
        assertThat(blobs()).hasSize(1);
    }

    private ImageStore open() throws IOException {
        return ImageStore.open(root, ImageLimits.DEFAULT, InstantSource.fixed(NOW));
    }

    private void assertEmpty() throws IOException {
        assertThat(open().list()).isEmpty();
        assertThat(blobs()).isEmpty();
        assertThat(root.resolve("incoming")).isEmptyDirectory();
    }

    private Iterable<Path> blobs() throws IOException {
        try (Stream<Path> files = Files.list(root.resolve("blobs"))) {
            return files.toList();
        }
    }

    private static StoredImage done(Registration registration) {
        assertThat(registration).isInstanceOf(Registration.Done.class);
        return ((Registration.Done) registration).image();
    }

    private static Registration.Refused refused(Registration registration) {
        assertThat(registration).isInstanceOf(Registration.Refused.class);
        return (Registration.Refused) registration;
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }
}
