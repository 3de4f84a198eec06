package io.reservoir.controller.node;

import io.reservoir.model.decision.Notice;
import io.reservoir.model.decision.Variable;
import io.reservoir.model.decision.VariableState;
import io.reservoir.model.service.ServiceId;
import io.reservoir.rules.session.RuleState;
import io.reservoir.rules.window.SeriesState;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Service states to and from bytes: {@code RSVS}, the version, the length of what follows, its fields in the order of
 * the records, and a CRC-32C over all before it. Numbers are big-endian, doubles their 64 bits, texts and lists begin
 * with their length. The same state always makes the same bytes.
 */
final class ServiceStateCodec {
    static final int VERSION = 2;

    private static final int MAGIC = 0x52535653;
    private static final int HEADER_BYTES = 12;
    private static final int CHECKSUM_BYTES = 4;

    private ServiceStateCodec() {}

    static byte[] encode(ServiceState state) {
        var body = new StateWriter();
        write(state, body);
        var bytes = body.toBytes();
        var whole = ByteBuffer.allocate(HEADER_BYTES + bytes.length + CHECKSUM_BYTES)
                .putInt(MAGIC)
                .putInt(VERSION)
                .putInt(bytes.length)
                .put(bytes);
        return whole.putInt(checksum(whole.array(), whole.position())).array();
    }

    static ServiceState decode(byte[] bytes) throws StateUnreadable {
        if (bytes.length < HEADER_BYTES || ByteBuffer.wrap(bytes).getInt() != MAGIC) {
            throw new StateUnreadable("it is no saved state of a service");
        }
        var all = ByteBuffer.wrap(bytes).position(Integer.BYTES);
        int version = all.getInt();
        if (version != VERSION) {
            throw new StateUnreadable(
                    "it is a state of version " + version + ", and this release reads version " + VERSION);
        }
        long expected = (long) HEADER_BYTES + all.getInt() + CHECKSUM_BYTES;
        if (bytes.length != expected) {
            throw new StateUnreadable("it has " + bytes.length + " bytes where there should be " + expected);
        }
        int end = bytes.length - CHECKSUM_BYTES;
        if (ByteBuffer.wrap(bytes, end, CHECKSUM_BYTES).getInt() != checksum(bytes, end)) {
            throw new StateUnreadable("its checksum is wrong: it is damaged");
        }
        var body = ByteBuffer.wrap(bytes, HEADER_BYTES, end - HEADER_BYTES);
        try {
            var state = read(body);
            if (body.hasRemaining()) {
                throw new StateUnreadable("there are " + body.remaining() + " bytes too many in it");
            }
            return state;
        } catch (BufferUnderflowException | IllegalArgumentException | DateTimeException e) {
            throw new StateUnreadable("its fields do not make sense: " + e);
        }
    }

    private static int checksum(byte[] bytes, int length) {
        var crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    private static void write(ServiceState state, StateWriter out) {
        out.text(state.service().name()).number(state.lastSeq());
        out.number(state.rules().seen());
        out.list(state.rules().series(), series -> {
            out.text(series.component())
                    .text(series.metric())
                    .integer(series.replica())
                    .integer(series.capacity());
            out.list(series.samples(), sample -> out.number(sample.nanos()).real(sample.value()));
        });
        out.list(
                state.rules().indicators(),
                one -> out.text(one.name()).real(one.value()).real(one.before()));
        out.list(state.pipeline(), variable -> write(variable, out));
        var sight = state.sight();
        out.flag(sight != null);
        if (sight != null) {
            out.flag(sight.isKnown()).time(sight.since());
        }
        out.flag(state.heldSince() != null);
        if (state.heldSince() != null) {
            out.time(state.heldSince());
        }
        out.flag(state.holdsFor() != null);
        if (state.holdsFor() != null) {
            out.number(state.holdsFor().toNanos());
        }
    }

    private static void write(VariableState state, StateWriter out) {
        out.text(state.variable().kind().name())
                .text(state.variable().component())
                .real(state.current());
        for (var history : List.of(state.results(), state.committed())) {
            out.list(history, point -> out.time(point.from()).real(point.value()));
        }
        out.list(state.standing(), code -> out.text(code.name()));
    }

    private static ServiceState read(ByteBuffer in) {
        var service = new ServiceId(text(in));
        long lastSeq = in.getLong();
        long seen = in.getLong();
        var series = list(in, ServiceStateCodec::series);
        var indicators = list(in, from -> new RuleState.IndicatorState(text(from), real(from), real(from)));
        var pipeline = list(in, ServiceStateCodec::variable);
        var sight = flag(in) ? new Blackout.Sight(flag(in), time(in)) : null;
        @Nullable Instant heldSince = flag(in) ? time(in) : null;
        @Nullable Duration holdsFor = flag(in) ? Duration.ofNanos(in.getLong()) : null;
        return new ServiceState(
                service, lastSeq, new RuleState(seen, series, indicators), pipeline, sight, heldSince, holdsFor);
    }

    private static SeriesState series(ByteBuffer in) {
        return new SeriesState(
                text(in),
                text(in),
                in.getInt(),
                in.getInt(),
                list(in, from -> new SeriesState.Sample(from.getLong(), real(from))));
    }

    private static VariableState variable(ByteBuffer in) {
        var variable = new Variable(Variable.Kind.valueOf(text(in)), text(in));
        return new VariableState(
                variable,
                real(in),
                list(in, ServiceStateCodec::point),
                list(in, ServiceStateCodec::point),
                list(in, from -> Notice.Code.valueOf(text(from))));
    }

    private static VariableState.Point point(ByteBuffer in) {
        return new VariableState.Point(time(in), real(in));
    }

    private static String text(ByteBuffer in) {
        var length = count(in);
        var text = new String(in.array(), in.arrayOffset() + in.position(), length, StandardCharsets.UTF_8);
        in.position(in.position() + length);
        return text;
    }

    private static <T> List<T> list(ByteBuffer in, Function<ByteBuffer, T> element) {
        int count = count(in);
        var list = new ArrayList<T>(count);
        for (int i = 0; i < count; i++) {
            list.add(element.apply(in));
        }
        return list;
    }

    /** A length, which is never more than the bytes that are left. */
    private static int count(ByteBuffer in) {
        int count = in.getInt();
        if (count < 0 || count > in.remaining()) {
            throw new IllegalArgumentException("a length of " + count + " with " + in.remaining() + " bytes left");
        }
        return count;
    }

    private static double real(ByteBuffer in) {
        return Double.longBitsToDouble(in.getLong());
    }

    private static Instant time(ByteBuffer in) {
        return Instant.ofEpochSecond(in.getLong(), in.getInt());
    }

    private static boolean flag(ByteBuffer in) {
        return switch (in.get()) {
            case 0 -> false;
            case 1 -> true;
            default -> throw new IllegalArgumentException("neither yes nor no");
        };
    }
}
