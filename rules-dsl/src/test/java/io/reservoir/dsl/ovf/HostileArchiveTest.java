package io.reservoir.dsl.ovf;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Limits;
import io.reservoir.model.diagnostic.Diagnostic;
import io.reservoir.model.sla.SlaClasses;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever an archive holds or claims, it ends soon, in diagnostics with a place, and in no exception. */
final class HostileArchiveTest {
    private static final byte[] ENVELOPE =
            ("<Envelope xmlns=\"" + Namespaces.OVF_1 + "\"/>").getBytes(StandardCharsets.UTF_8);

    /** Writes one more member into an archive that has its envelope. */
    private interface Member {
        void write(TarArchiveOutputStream tar) throws IOException;
    }

    private static byte[] archive(Member... members) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes)) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            Archives.add(tar, "a.ovf", ENVELOPE);
            for (var member : members) {
                member.write(tar);
            }
        }
        return bytes.toByteArray();
    }

    private static Member typed(byte type) {
        return tar -> {
            var entry = new TarArchiveEntry("special", type);
            entry.setLinkName("/etc/passwd");
            tar.putArchiveEntry(entry);
            tar.closeArchiveEntry();
        };
    }

    private static Member named(String name) {
        return tar -> Archives.add(tar, name, new byte[3]);
    }

    /** The archive whose second member claims so many bytes, and has none. */
    private static byte[] claiming(long size) throws IOException {
        var whole = archive(named("disk.img"));
        var header = Arrays.copyOf(whole, whole.length);
        var at = 1_024;
        // base 256, as GNU tar writes what octal digits cannot say
        header[at + 124] = (byte) 0x80;
        for (var i = 0; i < 8; i++) {
            header[at + 128 + i] = (byte) (size >>> (8 * (7 - i)));
        }
        return withChecksum(header, at);
    }

    private static byte[] withChecksum(byte[] archive, int header) {
        Arrays.fill(archive, header + 148, header + 156, (byte) ' ');
        var sum = 0;
        for (var i = 0; i < 512; i++) {
            sum += archive[header + i] & 0xff;
        }
        var digits = String.format("%06o\0 ", sum).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(digits, 0, archive, header + 148, digits.length);
        return archive;
    }

    /** A sparse file that claims to be so many bytes of nothing. */
    private static byte[] sparse(long bytes) throws IOException {
        var records = record("GNU.sparse.size", Long.toString(bytes))
                + record("GNU.sparse.numblocks", "1")
                + record("GNU.sparse.map", "0,3");
        return archive(extended(records), named("disk.img"));
    }

    private static String record(String key, String value) {
        var text = " " + key + "=" + value + "\n";
        var length = text.length() + 2;
        return length + text;
    }

    private static Member extended(String records) {
        return tar -> {
            var entry = new TarArchiveEntry("PaxHeaders/x", TarConstants.LF_PAX_EXTENDED_HEADER_LC);
            entry.setSize(records.length());
            tar.putArchiveEntry(entry);
            tar.write(records.getBytes(StandardCharsets.US_ASCII));
            tar.closeArchiveEntry();
        };
    }

    /** A sparse file of the old kind, with a map that makes no sense. */
    private static byte[] oldSparse() throws IOException {
        var whole = archive(named("disk.img"));
        var at = 1_024;
        whole[at + 156] = 'S';
        System.arraycopy("ustar  \0".getBytes(StandardCharsets.US_ASCII), 0, whole, at + 257, 8);
        System.arraycopy("0".repeat(23).getBytes(StandardCharsets.US_ASCII), 0, whole, at + 386, 23);
        whole[at + 483] = (byte) 0x80;
        whole[at + 488] = 0x7f;
        return withChecksum(whole, at);
    }

    /** An extended header as long as it likes, with one value in it. */
    private static byte[] longHeader(int bytes) throws IOException {
        var start = bytes + " comment=";
        return archive(extended(start + "x".repeat(bytes - start.length() - 1) + "\n"), named("disk.img"));
    }

    /** A name as GNU tar writes long ones: in a member of its own. */
    private static byte[] longName(int chars) throws IOException {
        return archive(
                tar -> {
                    var entry = new TarArchiveEntry("././@LongLink", TarConstants.LF_GNUTYPE_LONGNAME);
                    entry.setSize(chars);
                    tar.putArchiveEntry(entry);
                    tar.write("./".repeat(chars / 2).getBytes(StandardCharsets.US_ASCII));
                    tar.closeArchiveEntry();
                },
                named("disk.img"));
    }

    static Stream<Arguments> archives() throws IOException {
        return Stream.of(
                Arguments.of("a symbolic link", archive(typed(TarConstants.LF_SYMLINK)), Code.OVF_MEMBER),
                Arguments.of("a link", archive(typed(TarConstants.LF_LINK)), Code.OVF_MEMBER),
                Arguments.of("a device of blocks", archive(typed(TarConstants.LF_BLK)), Code.OVF_MEMBER),
                Arguments.of("a device of characters", archive(typed(TarConstants.LF_CHR)), Code.OVF_MEMBER),
                Arguments.of("a pipe", archive(typed(TarConstants.LF_FIFO)), Code.OVF_MEMBER),
                Arguments.of("a folder", archive(typed(TarConstants.LF_DIR)), Code.OVF_MEMBER),
                Arguments.of("a sparse file", sparse(1L << 30), Code.OVF_MEMBER),
                Arguments.of("a sparse file of exabytes", sparse(Long.MAX_VALUE), Code.OVF_ARCHIVE),
                Arguments.of("an old sparse file", oldSparse(), Code.OVF_ARCHIVE),
                Arguments.of("outside", archive(named("../../x")), Code.OVF_MEMBER),
                Arguments.of("outside, further in", archive(named("a/../../x")), Code.OVF_MEMBER),
                Arguments.of("a backslash", archive(named("a\\..\\x")), Code.OVF_MEMBER),
                Arguments.of("a drive", archive(named("C:x")), Code.OVF_MEMBER),
                Arguments.of("a line end", archive(named("a\nb")), Code.OVF_MEMBER),
                Arguments.of("a long name", archive(named("n".repeat(300))), Code.OVF_MEMBER),
                Arguments.of("a name of nothing", longName(60_000), Code.OVF_MEMBER),
                Arguments.of("a very long name", longName(500_000), Code.OVF_LIMIT),
                Arguments.of("a long header", longHeader(1_000_000), Code.OVF_LIMIT),
                Arguments.of("two of a name", archive(named("x"), named("x")), Code.OVF_MEMBER),
                Arguments.of("eight exabytes", claiming(Long.MAX_VALUE), Code.OVF_ARCHIVE),
                Arguments.of("less than nothing", claiming(-1), Code.OVF_ARCHIVE),
                Arguments.of("a gigabyte", claiming(1L << 30), Code.OVF_ARCHIVE),
                Arguments.of("cut off", Arrays.copyOf(archive(named("x")), 1_100), Code.OVF_ARCHIVE),
                Arguments.of("nothing", new byte[0], Code.OVF_ARCHIVE),
                Arguments.of("zeros", new byte[100_000], Code.OVF_ARCHIVE),
                Arguments.of(
                        "a zip", "PK\u0003\u0004".repeat(1_000).getBytes(StandardCharsets.UTF_8), Code.OVF_ARCHIVE),
                Arguments.of("noise", noise(), Code.OVF_ARCHIVE),
                Arguments.of("a long envelope", longEnvelope(), Code.OVF_LIMIT),
                Arguments.of("a long manifest", longManifest(), Code.OVF_LIMIT));
    }

    private static byte[] noise() {
        var bytes = new byte[1_000_000];
        new Random(1).nextBytes(bytes);
        bytes[0] = 'a';
        return bytes;
    }

    private static byte[] longEnvelope() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes)) {
            Archives.add(tar, "a.ovf", new byte[2 << 20]);
        }
        return bytes.toByteArray();
    }

    private static byte[] longManifest() throws IOException {
        var lines = "SHA1(x)= 00\n".repeat(100_000).getBytes(StandardCharsets.US_ASCII);
        return archive(tar -> Archives.add(tar, "a.mf", lines));
    }

    @BeforeAll
    static void loadsTheReader() throws IOException {
        Archives.compile("first.ova", new ByteArrayInputStream(archive(named("x"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("archives")
    void endsSoonInDiagnosticsWithAPlace(String name, byte[] archive, Code code) {
        var imported = Soon.answered(() -> Archives.compile("hostile.ova", new ByteArrayInputStream(archive)));

        assertThat(imported.service()).isNull();
        assertThat(imported.diagnostics()).extracting(Diagnostic::code).contains(code.code());
        assertThat(imported.diagnostics())
                .allMatch(d -> d.span().end() <= imported.source(d).length()
                        && d.span().line() >= 1);
    }

    @Test
    void asManyMembersAsTheLimitAndNotOneMore() throws IOException {
        var limits = new OvfLimits(1_000, 64, 1_000, 64, 3, 65_536, Limits.DEFAULT);

        assertThat(codes(archive(named("x"), named("y")), limits)).doesNotContain(Code.OVF_LIMIT.code());
        assertThat(codes(archive(named("x"), named("y"), named("z")), limits)).contains(Code.OVF_LIMIT.code());
    }

    @Test
    void anEnvelopeAsLongAsTheLimitAndNotOneByteMore() throws IOException {
        var enough = new OvfLimits(ENVELOPE.length, 64, 1_000, 64, 64, 65_536, Limits.DEFAULT);
        var scarce = new OvfLimits(ENVELOPE.length - 1, 64, 1_000, 64, 64, 65_536, Limits.DEFAULT);

        assertThat(codes(archive(), enough)).doesNotContain(Code.OVF_LIMIT.code());
        assertThat(codes(archive(), scarce)).contains(Code.OVF_LIMIT.code());
        assertThat(codes(ENVELOPE, enough)).doesNotContain(Code.OVF_LIMIT.code());
        assertThat(codes(ENVELOPE, scarce)).contains(Code.OVF_LIMIT.code());
    }

    private static List<String> codes(byte[] input, OvfLimits limits) throws IOException {
        return Ovf.compile("l.ova", new ByteArrayInputStream(input), SlaClasses.SHIPPED, limits).diagnostics().stream()
                .map(Diagnostic::code)
                .toList();
    }

    /** A disk goes by without being held. */
    @Test
    void aLargeDiskIsNotHeld() throws IOException {
        var size = 200L << 20;
        var header = new ByteArrayOutputStream();
        var tar = new TarArchiveOutputStream(header);
        Archives.add(tar, "a.ovf", ENVELOPE);
        var entry = new TarArchiveEntry("disk.img");
        entry.setSize(size);
        tar.putArchiveEntry(entry);
        tar.flush();
        var disk = Collections.enumeration(List.of(
                new ByteArrayInputStream(header.toByteArray()),
                zeros(size),
                new ByteArrayInputStream(new byte[1_024])));
        var before = used();

        var imported = Archives.compile("large.ova", new SequenceInputStream(disk));

        assertThat(used() - before).isLessThan(50L << 20);
        assertThat(imported.diagnostics()).extracting(Diagnostic::code).containsOnly(Code.OVF_PART_MISSING.code());
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static InputStream zeros(long count) {
        return new InputStream() {
            private long left = count;

            @Override
            public int read() {
                return left-- > 0 ? 0 : -1;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                var some = (int) Math.min(length, left);
                left -= some;
                return some == 0 && length > 0 ? -1 : some;
            }
        };
    }

    /** A fault of the machine is none of the archive. */
    @Test
    void aFaultOfTheInputIsThrown() throws IOException {
        var start = Arrays.copyOf(archive(named("x")), 700);
        var failing = new SequenceInputStream(new ByteArrayInputStream(start), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the disk is gone");
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return read();
            }
        });

        var fault = Assertions.assertThrows(IOException.class, () -> Archives.compile("x.ova", failing));

        assertThat(fault).hasMessage("the disk is gone");
    }

    @Test
    void archivesThatWereTamperedWithEndInDiagnostics() throws IOException {
        var folder = Path.of("src", "test", "resources", "ovf", "archives", "signed");
        var whole = Archives.of(folder);
        for (var seed = 0; seed < 1_000; seed++) {
            var random = new Random(seed);
            var changed = Arrays.copyOf(whole, random.nextInt(10) == 0 ? random.nextInt(whole.length) : whole.length);
            for (var edits = random.nextInt(1, 6); edits > 0 && changed.length > 0; edits--) {
                // most of an archive is padding: headers are hit more often
                var at = random.nextBoolean()
                        ? random.nextInt(changed.length)
                        : random.nextInt(whole.length) / 512 * 512;
                changed[Math.min(changed.length - 1, at + random.nextInt(160))] = (byte) random.nextInt(256);
            }
            var imported = Assertions.assertDoesNotThrow(
                    () -> Archives.compile("seed.ova", new ByteArrayInputStream(changed)), "seed " + seed);
            assertThat(imported.service() == null)
                    .as("seed " + seed)
                    .isEqualTo(Diagnostic.anyError(imported.diagnostics()));
        }
    }
}
