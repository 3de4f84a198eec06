package io.reservoir.libvirt.image;

import static io.reservoir.libvirt.image.Images.CLUSTER;
import static io.reservoir.libvirt.image.Images.MIB;
import static io.reservoir.libvirt.image.Images.qcow2;
import static io.reservoir.libvirt.image.Images.raw;
import static io.reservoir.libvirt.image.Images.vmdk;
import static io.reservoir.libvirt.image.Images.with;
import static io.reservoir.libvirt.image.Images.withText;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageInspectorTest {
    private static final long TIB = 1L << 40;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void takesAPlainQcow2(int version) throws IOException {
        assertThat(verdict(qcow2(version))).isEqualTo(new Verdict.Accepted(ImageFormat.QCOW2, 64 * MIB));
    }

    @Test
    void takesASparseVmdkInOneFile() throws IOException {
        assertThat(verdict(vmdk())).isEqualTo(new Verdict.Accepted(ImageFormat.VMDK, 8 * MIB));
    }

    @Test
    void takesWhatHasNoHeaderAsARawDisk() throws IOException {
        assertThat(verdict(raw(1 << 16))).isEqualTo(new Verdict.Accepted(ImageFormat.RAW, 1 << 16));
    }

    static Stream<Arguments> hostile() {
        var v3 = qcow2();
        var v2 = qcow2(2);
        return Stream.of(
                Arguments.of("a backing file", with(with(v3, 8, 512, 8), 16, 11, 4)),
                Arguments.of("a backing file", with(with(v2, 8, 512, 8), 16, 11, 4)),
                Arguments.of("a backing file", with(v3, 8, 512, 8)),
                Arguments.of("a backing file", with(v3, 16, 1, 4)),
                Arguments.of("the format of a backing file", with(with(v3, 112, 0xe2792acaL, 4), 116, 3, 4)),
                Arguments.of("its data in another file", with(v3, 72, 4, 8)),
                Arguments.of("another file for its data", with(with(v3, 112, 0x44415441L, 4), 116, 11, 4)),
                Arguments.of("another file for its data", with(with(v2, 72, 0x44415441L, 4), 76, 11, 4)),
                Arguments.of("encrypted", with(v3, 32, 2, 4)),
                Arguments.of("encrypted", with(with(v3, 112, 0x0537be77L, 4), 116, 16, 4)),
                Arguments.of("features that are not known here: 0x20", with(v3, 72, 0x20, 8)),
                Arguments.of("features that are not known here: 0x8000000000000000", with(v3, 72, 1L << 63, 8)),
                Arguments.of("damaged or was not closed", with(v3, 72, 1, 8)),
                Arguments.of("damaged or was not closed", with(v3, 72, 2, 8)),
                Arguments.of("kind of compression", with(v3, 104, 2, 1)),
                Arguments.of("kind of compression", with(v3, 72, 8, 8)),
                Arguments.of("snapshots inside", with(v3, 60, 1, 4)),
                Arguments.of("qcow of version 1", with(v3, 4, 1, 4)),
                Arguments.of("qcow of version 4294967295", with(v3, 4, -1, 4)),
                Arguments.of("its clusters are of 2^8", with(v3, 20, 8, 4)),
                Arguments.of("its clusters are of 2^22", with(v3, 20, 22, 4)),
                Arguments.of("its clusters are of 2^4294967295", with(v3, 20, -1, 4)),
                Arguments.of("header says to be 96 bytes", with(v3, 100, 96, 4)),
                Arguments.of("header says to be 4294967295 bytes", with(v3, 100, -1, 4)),
                Arguments.of("wider than 64 bits", with(v3, 96, 7, 4)),
                Arguments.of("an extension that is not taken: 0x23852875", with(v3, 112, 0x23852875L, 4)),
                Arguments.of("longer than the header's cluster", namesOf(v3, CLUSTER)),
                Arguments.of("longer than the header's cluster", namesOf(v3, -1)),
                Arguments.of("more than 16 extensions", extensions(v3, 17)),
                Arguments.of("its disk is of 0 bytes", with(v3, 24, 0, 8)),
                Arguments.of("its disk is of 562949953421312 bytes", with(v3, 24, 512 * TIB, 8)),
                Arguments.of("its disk is of 18446744073709551615 bytes", with(v3, 24, -1, 8)),
                Arguments.of("does not fit a disk", with(v3, 24, TIB, 8)),
                Arguments.of("does not fit a disk", with(v3, 36, 0, 4)),
                Arguments.of("does not fit a disk", with(v3, 36, 1 << 23, 4)),
                Arguments.of("does not fit a disk", with(v3, 36, -1, 4)),
                Arguments.of("does not fit a disk", with(v3, 40, 3 * CLUSTER + 8, 8)),
                Arguments.of("table of clusters is not within", with(v3, 36, CLUSTER, 4)),
                Arguments.of("table of clusters is not within", with(v3, 40, 1L << 40, 8)),
                Arguments.of("table of clusters is not within", with(v3, 40, -(long) CLUSTER, 8)),
                Arguments.of("points out of the file", with(v3, 3 * CLUSTER, 1L << 40, 8)),
                Arguments.of("points out of the file", with(v3, 3 * CLUSTER, 1, 8)),
                Arguments.of("points out of the file", with(v3, 3 * CLUSTER, 1L << 62, 8)),
                Arguments.of("no sensible place or length", with(v3, 56, 0, 4)),
                Arguments.of("no sensible place or length", with(v3, 56, 129, 4)),
                Arguments.of("table of references is not within", with(v3, 56, 64, 4)),
                Arguments.of("the header is not within the file", Arrays.copyOf(v3, 80)),
                Arguments.of("the header is not within the file", Arrays.copyOf(v3, 40)),
                Arguments.of("only describes other files", withLittle(vmdk(), 12, 0)),
                Arguments.of("its disk is of 562949953421312 bytes", withLittle(vmdk(), 12, 512 * TIB / 512)),
                Arguments.of("its disk is of", withLittle(vmdk(), 12, -1)),
                Arguments.of("another than itself", vmdk("RW 16384 FLAT \"/etc/shadow\" 0", "")),
                Arguments.of("another than itself", vmdk("RW 16384 VMFS \"/etc/shadow\"", "")),
                Arguments.of("another than itself", vmdk("RW 99 SPARSE \"disk.vmdk\"", "")),
                Arguments.of("another than itself", vmdk("", "")),
                Arguments.of("more than one extent", vmdk("RW 16384 SPARSE \"a\"\nRW 1 FLAT \"/etc/shadow\" 0", "")),
                Arguments.of("a backing file", vmdk("RW 16384 SPARSE \"a\"", "parentFileNameHint=\"/etc/shadow\"")),
                Arguments.of("a backing file", withText(vmdk(), 9_000, "parentFileNameHint=\"/etc/shadow\"")),
                Arguments.of("not of one file", withText(vmdk(), 512, "createType=\"monolithicFlat\"\n#")),
                Arguments.of("descriptor is not behind its header", withLittle(vmdk(), 28, 40)),
                Arguments.of("descriptor is not behind its header", withLittle(vmdk(), 36, 1L << 40)),
                Arguments.of("grains are of", withLittle(vmdk(), 20, 0)),
                Arguments.of("grains are of 100 sectors", withLittle(vmdk(), 20, 100)),
                Arguments.of("directory of grains is not within", withLittle(vmdk(), 56, 1L << 60)),
                Arguments.of("directory of grains is not within", withLittle(vmdk(), 56, 256)),
                Arguments.of("footer is no header", withLittle(vmdk(), 56, -1)),
                Arguments.of("VMDK of version", withText(vmdk(), 4, "\u0009")),
                Arguments.of("a VMDK descriptor", withText(raw(512), 0, "# Disk DescriptorFile\nversion=1")),
                Arguments.of("a VMDK of an old kind", withText(raw(512), 0, "COWD")),
                Arguments.of("a VDI image", withText(raw(512), 0x40, "\u007f\u0010\u00da\u00be")),
                Arguments.of("a VHD image", withText(raw(1024), 0, "conectix")),
                Arguments.of("a VHD image", withText(raw(1024), 512, "conectix")),
                Arguments.of("a VHDX image", withText(raw(1024), 0, "vhdxfile")),
                Arguments.of("a QED image", withText(raw(1024), 0, "QED\0")),
                Arguments.of("encrypted", withText(raw(1024), 0, "LUKS\u00ba\u00be")),
                Arguments.of("compressed", withText(raw(1024), 0, "\u001f\u008b")),
                Arguments.of("an archive", withText(raw(1024), 257, "ustar")),
                Arguments.of("whole sectors", raw(0)),
                Arguments.of("whole sectors", raw(700)));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void refusesWhatIsNotAPlainImage(String why, byte[] image) throws IOException {
        assertThat(verdict(image)).isInstanceOfSatisfying(Verdict.Refused.class, refused -> {
            assertThat(refused.why()).contains(why);
            assertThat(refused.help()).isNotBlank();
        });
    }

    @Test
    void aSizeJustAtTheLimitIsTakenAndOneMoreIsNot() throws IOException {
        var limits = new ImageLimits(1 << 20, 1 << 16);
        assertThat(verdict(raw(1 << 16), limits)).isInstanceOf(Verdict.Accepted.class);
        assertThat(verdict(raw((1 << 16) + 512), limits)).isInstanceOf(Verdict.Refused.class);
        assertThat(verdict(with(qcow2(), 24, 1 << 16, 8), limits)).isInstanceOf(Verdict.Accepted.class);
        assertThat(verdict(with(qcow2(), 24, (1 << 16) + 1, 8), limits)).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void namesOfFeaturesAreTaken() throws IOException {
        assertThat(verdict(namesOf(qcow2(), 96))).isInstanceOf(Verdict.Accepted.class);
        assertThat(verdict(extensions(qcow2(), 16))).isInstanceOf(Verdict.Accepted.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whatIsCutOffAnywhereIsRefused(long seed) throws IOException {
        var random = new Random(seed);
        for (var round = 0; round < 200; round++) {
            var image = random.nextBoolean() ? qcow2() : vmdk();
            // behind the table of clusters, and the directory of grains, an image may end where it likes
            var needed = image[0] == 'Q' ? 3 * CLUSTER + 8 : 26 * 512 + 4;
            var cut = Arrays.copyOf(image, 4 + random.nextInt(needed - 4));
            assertThat(verdict(cut)).as("%d bytes, seed %d", cut.length, seed).isInstanceOf(Verdict.Refused.class);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void nothingIsTakenThatNamesAnotherFileWhateverBitsFlip(long seed) throws IOException {
        var random = new Random(seed);
        for (var round = 0; round < 1_000; round++) {
            var image = with(qcow2(), 8, 600, 8);
            image = withText(image, 600, "/etc/shadow");
            for (var flips = random.nextInt(4); flips >= 0; flips--) {
                var bit = random.nextInt(112 * 8);
                if (bit / 8 < 4 || (bit / 8 >= 8 && bit / 8 < 16)) {
                    continue;
                }
                image[bit / 8] ^= (byte) (1 << (bit % 8));
            }
            assertThat(verdict(image)).as("seed %d", seed).isInstanceOf(Verdict.Refused.class);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void everyGarbageHasAVerdict(long seed) throws IOException {
        var random = new Random(seed);
        for (var round = 0; round < 1_000; round++) {
            var image = Arrays.copyOf(random.nextBoolean() ? qcow2() : vmdk(), 1 << 14);
            for (var flips = random.nextInt(64); flips >= 0; flips--) {
                image[4 + random.nextInt(1_200)] = (byte) random.nextInt();
            }
            assertThat(verdict(image)).isNotNull();
        }
    }

    private static byte[] namesOf(byte[] image, long length) {
        return with(with(image, 112, 0x6803f857L, 4), 116, length, 4);
    }

    private static byte[] extensions(byte[] image, int count) {
        var changed = image;
        for (var i = 0; i < count; i++) {
            changed = with(changed, 112 + 8 * i, 0x6803f857L, 4);
        }
        return changed;
    }

    private static byte[] withLittle(byte[] image, int offset, long value) {
        return with(image, offset, Long.reverseBytes(value), 8);
    }

    private Verdict verdict(byte[] image) throws IOException {
        return verdict(image, ImageLimits.DEFAULT);
    }

    private Verdict verdict(byte[] image, ImageLimits limits) throws IOException {
        var file = Files.write(directory.resolve("image"), image);
        try (var channel = FileChannel.open(file)) {
            return ImageInspector.inspect(channel, limits);
        }
    }
}
