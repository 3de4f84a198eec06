package io.reservoir.libvirt.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.model.present.Present;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tools that would be tricked: what they make is refused, and what is accepted shows them nothing of the host. */
class ImageCanaryIT {
    private static final String CANARY = "canary-of-this-host-7f3a9c";
    private static final int ROUNDS = 100;
    private static final ImageLimits SMALL = new ImageLimits(1 << 20, 64 << 20);

    @TempDir
    private Path directory;

    private Path canary = Path.of("");

    @BeforeAll
    static void needsTheTool() {
        Present.command("qemu-img", "qemu-utils");
    }

    @BeforeEach
    void hide() throws IOException {
        canary = directory.resolve("canary");
        Files.writeString(canary, (CANARY + "\n").repeat(4_096));
    }

    @ParameterizedTest
    @CsvSource({
        "qcow2, compat=v3, QCOW2",
        "qcow2, compat=0.10, QCOW2",
        "qcow2, 'extended_l2=on,cluster_size=128k', QCOW2",
        "qcow2, compression_type=zstd, QCOW2",
        "qcow2, cluster_size=512, QCOW2",
        "vmdk, subformat=monolithicSparse, VMDK",
        "vmdk, subformat=streamOptimized, VMDK",
        "raw, preallocation=off, RAW"
    })
    void takesWhatTheToolMakes(String format, String options, ImageFormat found) throws Exception {
        var full = full();
        var image = directory.resolve("image");
        run("qemu-img", "convert", "-O", format, "-o", options, "-f", "raw", full.toString(), image.toString());
        assertThat(inspect(image)).isEqualTo(new Verdict.Accepted(found, Files.size(full)));
    }

    @ParameterizedTest
    @CsvSource({
        "a backing file, qcow2, '-F,raw,-b,CANARY'",
        "data in another file, qcow2, '-o,data_file=CANARY.data'",
        "a VMDK descriptor, vmdk, '-o,subformat=monolithicFlat'",
        "a VMDK descriptor, vmdk, '-o,subformat=twoGbMaxExtentSparse'",
        "a backing file, vmdk, '-F,vmdk,-b,BASE'",
        "a VDI image, vdi, ''",
        "a VHD image, vpc, ''",
        "a VHDX image, vhdx, ''",
        "a QED image, qed, ''",
        "512 TiB, qcow2, BIG"
    })
    void refusesWhatTheToolMakesOfOtherFiles(String why, String format, String options) throws Exception {
        var base = directory.resolve("base.vmdk");
        run("qemu-img", "create", "-f", "vmdk", base.toString(), "1M");
        var image = directory.resolve("image." + format);
        var size = options.equals("BIG") ? "512T" : "1M";
        var command = new ArrayList<>(List.of("qemu-img", "create", "-f", format));
        if (options.equals("BIG")) {
            command.addAll(List.of("-o", "cluster_size=2M"));
        } else if (!options.isEmpty()) {
            command.addAll(List.of(options.replace("CANARY", canary.toString())
                    .replace("BASE", base.toString())
                    .split(",")));
        }
        command.addAll(List.of(image.toString(), size));
        run(command.toArray(String[]::new));

        var expected = why.equals("512 TiB") ? "its disk is of 562949953421312 bytes" : why;
        assertThat(inspect(image))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused -> assertThat(refused.why()).contains(expected));
        var store = ImageStore.open(directory.resolve("store"), ImageLimits.DEFAULT, InstantSource.system());
        assertThat(store.register("trick", image, null)).isInstanceOf(Registration.Refused.class);
        assertThat(directory.resolve("store").resolve("blobs")).isEmptyDirectory();
    }

    /** The trick itself works, so that the tests here can fail: the tool copies the canary out of a hostile image. */
    @Test
    void theToolIsTrickedByWhatIsRefused() throws Exception {
        var image = directory.resolve("image");
        run("qemu-img", "create", "-f", "qcow2", "-F", "raw", "-b", canary.toString(), image.toString());
        var out = directory.resolve("out");
        run("qemu-img", "convert", "-f", "qcow2", "-O", "raw", image.toString(), out.toString());
        assertThat(contains(out, CANARY)).isTrue();
    }

    @Test
    void whatIsTakenShowsNothingOfTheHostWhateverIsForged() throws Exception {
        var random = new Random(20_260_301);
        var taken = 0;
        for (var round = 0; round < ROUNDS; round++) {
            var image = Files.write(directory.resolve("image"), forged(random));
            if (inspect(image, SMALL) instanceof Verdict.Accepted accepted) {
                taken++;
                var out = directory.resolve("out");
                // it may fail over what was forged, and must not show what is not the image's
                tryRun(
                        "qemu-img",
                        "convert",
                        "-f",
                        accepted.format().word(),
                        "-O",
                        "raw",
                        image.toString(),
                        out.toString());
                assertThat(contains(out, CANARY)).as("round %d", round).isFalse();
                Files.deleteIfExists(out);
            }
        }
        assertThat(taken)
                .as("some forgeries do no harm, else this shows nothing")
                .isGreaterThan(ROUNDS / 20);
    }

    /** Names of the canary wherever a tool might look for a name, and bits flipped anywhere in the headers. */
    private byte[] forged(Random random) {
        byte[] image;
        if (random.nextBoolean()) {
            image = Images.withText(Images.qcow2(random.nextInt(2) + 2), 600, canary.toString());
            switch (random.nextInt(4)) {
                case 0 ->
                    image = Images.with(
                            Images.with(image, 8, 600, 8), 16, canary.toString().length(), 4);
                case 1 -> {
                    image = Images.with(image, 72, 4, 8);
                    image = Images.with(image, 112, 0x44415441L, 4);
                    image = Images.with(image, 116, canary.toString().length(), 4);
                    image = Images.withText(image, 120, canary.toString());
                }
                default -> {}
            }
        } else {
            var extent = "RW 16384 " + (random.nextBoolean() ? "FLAT" : "SPARSE") + " \"" + canary + "\" 0";
            image = Images.vmdk(extent, random.nextBoolean() ? "" : "parentFileNameHint=\"" + canary + "\"");
        }
        for (var flips = random.nextInt(6); flips > 0; flips--) {
            image[random.nextInt(768)] ^= (byte) (1 << random.nextInt(8));
        }
        return image;
    }

    private Path full() throws IOException {
        var file = directory.resolve("full");
        return Files.write(file, Images.raw(1 << 21));
    }

    private static boolean contains(Path file, String text) throws IOException {
        return Files.exists(file) && new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
    }

    private static Verdict inspect(Path image) throws IOException {
        return inspect(image, ImageLimits.DEFAULT);
    }

    private static Verdict inspect(Path image, ImageLimits limits) throws IOException {
        try (var channel = FileChannel.open(image)) {
            return ImageInspector.inspect(channel, limits);
        }
    }

    private void run(String... command) throws Exception {
        assertThat(tryRun(command)).as(String.join(" ", command)).isZero();
    }

    private int tryRun(String... command) throws Exception {
        var log = directory.resolve("log").toFile();
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }
}
