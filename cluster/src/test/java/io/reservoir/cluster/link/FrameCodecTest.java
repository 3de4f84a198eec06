package io.reservoir.cluster.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reservoir.model.reading.Reading;
import io.reservoir.model.service.ServiceId;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class FrameCodecTest {
    private static final LinkSettings SETTINGS = LinkSettings.DEFAULT;
    private static final int RUNS = 2_000;

    private final FrameCodec codec = new FrameCodec(SETTINGS);
    private final Random random = new Random(42);
    private final Samples samples = new Samples(random);

    private byte[] encoded(Frame frame) {
        var writer = codec.encode(frame);
        return Arrays.copyOf(writer.array(), writer.length());
    }

    /** Without the length in front. */
    private Frame decoded(byte[] bytes) throws FrameUnreadable {
        return new FrameCodec(SETTINGS).decode(bytes, Integer.BYTES, bytes.length);
    }

    /** Gives damaged bytes a checksum that fits, so that what reads them sees them. */
    private static void sign(byte[] bytes) {
        var crc = new CRC32C();
        crc.update(bytes, Integer.BYTES, bytes.length - 2 * Integer.BYTES);
        Bytes.INT.set(bytes, bytes.length - Integer.BYTES, (int) crc.getValue());
    }

    @Test
    void whatIsWrittenIsReadAgain() throws FrameUnreadable {
        for (var run = 0; run < RUNS; run++) {
            var frame = samples.any();
            var bytes = encoded(frame);
            assertThat(Bytes.intAt(bytes, 0)).isEqualTo(bytes.length - Integer.BYTES);
            assertThat(decoded(bytes)).isEqualTo(frame);
        }
    }

    @Test
    void framesAreCutOutOfWhateverPiecesTheyComeIn() throws FrameUnreadable {
        var parser = new FrameParser(new FrameCodec(SETTINGS), SETTINGS.frameBytes());
        var sent = new ArrayList<Frame>();
        var got = new ArrayList<Frame>();
        var stream = Buffer.buffer();
        for (var i = 0; i < 500; i++) {
            var frame = samples.any();
            sent.add(frame);
            stream.appendBytes(encoded(frame));
        }
        for (var from = 0; from < stream.length(); ) {
            var to = Math.min(stream.length(), from + 1 + random.nextInt(200));
            parser.add(stream.slice(from, to));
            for (var frame = parser.next(); frame != null; frame = parser.next()) {
                got.add(frame);
            }
            from = to;
        }
        assertThat(got).isEqualTo(sent);
    }

    @Test
    void aFlippedBitIsSeenByTheChecksum() {
        for (var run = 0; run < RUNS; run++) {
            var bytes = encoded(samples.any());
            var bit = Integer.BYTES * 8 + random.nextInt((bytes.length - Integer.BYTES) * 8);
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> decoded(bytes))
                    .isInstanceOf(FrameUnreadable.class)
                    .hasMessageContaining("checksum");
        }
    }

    /** The only way to fail is {@link FrameUnreadable}: any other exception would leave this method. */
    private void readOrRefuse(byte[] bytes) {
        try {
            assertThat(decoded(bytes)).isNotNull();
        } catch (FrameUnreadable e) {
            assertThat(e).hasMessageNotContaining("null");
        }
    }

    @Test
    void damagedBytesUnderARightChecksumAreReadOrRefusedAndNothingElse() {
        for (var run = 0; run < 10 * RUNS; run++) {
            var bytes = encoded(samples.any());
            for (var flips = 1 + random.nextInt(4); flips > 0; flips--) {
                var bit = Integer.BYTES * 8 + random.nextInt((bytes.length - Integer.BYTES) * 8);
                bytes[bit / 8] ^= (byte) (1 << bit % 8);
            }
            sign(bytes);
            readOrRefuse(bytes);
        }
    }

    @Test
    void whatIsCutShortIsRefused() {
        for (var run = 0; run < RUNS; run++) {
            var whole = encoded(samples.any());
            var least = Integer.BYTES + FrameCodec.LEAST_BYTES;
            if (whole.length == least) {
                continue;
            }
            var cut = Arrays.copyOf(whole, least + random.nextInt(whole.length - least));
            sign(cut);
            assertThatThrownBy(() -> decoded(cut)).isInstanceOf(FrameUnreadable.class);
        }
    }

    @Test
    void whatGoesOnBehindItsEndIsRefused() {
        for (var run = 0; run < RUNS; run++) {
            var whole = encoded(samples.any());
            var longer = Arrays.copyOf(whole, whole.length + 1 + random.nextInt(9));
            sign(longer);
            assertThatThrownBy(() -> decoded(longer)).isInstanceOf(FrameUnreadable.class);
        }
    }

    @Test
    void anyBytesAreReadOrRefusedAndNothingElse() {
        for (var run = 0; run < 10 * RUNS; run++) {
            var bytes = samples.bytes(Integer.BYTES + FrameCodec.LEAST_BYTES + random.nextInt(100));
            bytes[Integer.BYTES] = (byte) random.nextInt(13);
            sign(bytes);
            readOrRefuse(bytes);
        }
    }

    @Test
    void theLargestBatchFitsIntoAFrame() throws FrameUnreadable {
        var batch = new Frame.Batch(1, 1, Samples.largest(SETTINGS.batchReadings()));
        var bytes = encoded(batch);
        assertThat(bytes.length - Integer.BYTES).isLessThanOrEqualTo(SETTINGS.frameBytes());
        assertThat(decoded(bytes)).isEqualTo(batch);
    }

    @Test
    void aBatchOfOneReadingTooManyIsRefused() {
        var bytes = encoded(new Frame.Batch(1, 1, samples.readings(SETTINGS.batchReadings() + 1)));
        assertThatThrownBy(() -> decoded(bytes))
                .isInstanceOf(FrameUnreadable.class)
                .hasMessageContaining("at most 1000");
    }

    @Test
    void aFrameIsTakenUpToTheLimitAndRefusedOneByteBeyond() throws FrameUnreadable {
        // kind, id, the length as a varint of three bytes, checksum
        var around = 1 + Long.BYTES + 3 + Integer.BYTES;
        var largest = encoded(new Frame.Body(1, Buffer.buffer(new byte[SETTINGS.frameBytes() - around])));
        assertThat(largest.length - Integer.BYTES).isEqualTo(SETTINGS.frameBytes());
        var parser = new FrameParser(codec, SETTINGS.frameBytes());
        parser.add(Buffer.buffer(largest));
        assertThat(parser.next()).isInstanceOf(Frame.Body.class);
        parser.add(Buffer.buffer().appendInt(SETTINGS.frameBytes() + 1));
        assertThatThrownBy(parser::next)
                .isInstanceOf(FrameUnreadable.class)
                .hasMessage("a frame is of 262145 bytes: 5 to 262144 are taken");
    }

    @Test
    void aFrameOfNegativeLengthIsRefused() {
        var parser = new FrameParser(codec, SETTINGS.frameBytes());
        parser.add(Buffer.buffer().appendInt(-1));
        assertThatThrownBy(parser::next).isInstanceOf(FrameUnreadable.class).hasMessageContaining("4294967295");
    }

    private static Reading reading(double value) {
        return new Reading(new ServiceId("S"), "m", "c", 0, value, Instant.EPOCH);
    }

    @Test
    void aValueThatIsNotFiniteIsRefused() {
        for (var value : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            var bytes = encoded(new Frame.Batch(1, 1, List.of(reading(value))));
            assertThatThrownBy(() -> decoded(bytes)).hasMessageContaining("not finite");
        }
    }

    @Test
    void namesAreMadeOnceForAllBatches() throws FrameUnreadable {
        var receiving = new FrameCodec(SETTINGS);
        var bytes = encoded(new Frame.Batch(1, 1, List.of(reading(1))));
        var first = (Frame.Batch) receiving.decode(bytes, Integer.BYTES, bytes.length);
        var second = (Frame.Batch) receiving.decode(bytes, Integer.BYTES, bytes.length);
        assertThat(second.readings().getFirst().service())
                .isSameAs(first.readings().getFirst().service());
        assertThat(second.readings().getFirst().metric())
                .isSameAs(first.readings().getFirst().metric());
    }
}
