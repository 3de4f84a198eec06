package io.reservoir.cluster.link;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Frames as bytes: how long what follows is, the kind, what is in it, and a checksum over both. Whatever the bytes are,
 * reading them gives a frame or {@link FrameUnreadable}. Belongs to one thread.
 */
final class FrameCodec {
    /** Kind and checksum: no frame is shorter. */
    static final int LEAST_BYTES = 1 + Integer.BYTES;

    /** The most that is read of a text that tells who or why. */
    private static final int TEXT = 1 << 10;

    private static final int TARGET = 8 << 10;
    private static final int HEADERS = 8;
    private static final int NEWS = 10_000;

    private final LinkSettings settings;
    private final BatchCodec batches = new BatchCodec();
    private final NameCache names = new NameCache();
    private final ByteWriter writer = new ByteWriter();
    private final ByteReader reader = new ByteReader();
    private final CRC32C crc = new CRC32C();

    /** The kinds, each with the byte that stands for it. */
    private enum Kind {
        HELLO(1),
        WELCOME(2),
        REFUSED(3),
        BATCH(4),
        ACK(5),
        REQUEST(6),
        REPLY(7),
        BODY(8),
        WORD(9),
        PING(10),
        PONG(11);

        private static final Kind[] ALL = values();

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        static Kind of(int code) throws FrameUnreadable {
            for (var kind : ALL) {
                if (kind.code == code) {
                    return kind;
                }
            }
            throw new FrameUnreadable("there is no frame of kind " + code);
        }
    }

    FrameCodec(LinkSettings settings) {
        this.settings = settings;
    }

    /** The frame as bytes, with its length in front; they stand until the next one is written. */
    ByteWriter encode(Frame frame) {
        writer.clear();
        writer.putInt(0);
        write(frame);
        var length = writer.length();
        writer.putInt(checksum(writer.array(), Integer.BYTES, length));
        writer.setInt(0, writer.length() - Integer.BYTES);
        return writer;
    }

    private int checksum(byte[] bytes, int from, int to) {
        crc.reset();
        crc.update(bytes, from, to - from);
        return (int) crc.getValue();
    }

    private void write(Frame frame) {
        switch (frame) {
            case Frame.Hello(var link, var identity) -> {
                writer.putByte(Kind.HELLO.code);
                writer.putVarint(link);
                write(identity);
            }
            case Frame.Welcome(var link, var identity, var session) -> {
                writer.putByte(Kind.WELCOME.code);
                writer.putVarint(link);
                write(identity);
                writer.putLong(session);
            }
            case Frame.Refused(var why) -> {
                writer.putByte(Kind.REFUSED.code);
                writer.putText(why);
            }
            case Frame.Batch(var session, var seq, var readings) -> {
                writer.putByte(Kind.BATCH.code);
                writer.putLong(session);
                writer.putLong(seq);
                batches.write(readings, writer);
            }
            case Frame.Ack(var seq, var taken) -> {
                writer.putByte(Kind.ACK.code);
                writer.putLong(seq);
                writer.putVarint(taken.accepted());
                writer.putVarint(taken.ignored());
                writer.putVarint(taken.untaken());
            }
            case Frame.Request request -> write(request);
            case Frame.Reply reply -> write(reply);
            case Frame.Body(var id, var bytes) -> {
                writer.putByte(Kind.BODY.code);
                writer.putLong(id);
                writer.putBytes(bytes.getBytes());
            }
            case Frame.Word(var news) -> {
                writer.putByte(Kind.WORD.code);
                writer.putVarint(news.size());
                for (var item : news) {
                    writer.putName(item.service().name());
                    writer.putVarint(item.firstSeq());
                    writer.putVarint(item.lastSeq());
                    writer.putByte(item.manifest() ? 1 : 0);
                }
            }
            case Frame.Ping ping -> writer.putByte(Kind.PING.code);
            case Frame.Pong pong -> writer.putByte(Kind.PONG.code);
        }
    }

    private void write(LinkIdentity identity) {
        writer.putText(identity.cluster());
        writer.putText(identity.release());
        writer.putVarint(identity.schema());
        writer.putText(identity.node());
    }

    private void write(Frame.Request request) {
        writer.putByte(Kind.REQUEST.code);
        writer.putLong(request.id());
        writer.putText(request.method());
        writer.putText(request.target());
        writer.putText(request.mediaType());
        writer.putVarint(request.bodyBytes());
    }

    private void write(Frame.Reply reply) {
        writer.putByte(Kind.REPLY.code);
        writer.putLong(reply.id());
        writer.putVarint(reply.status());
        writer.putText(reply.mediaType());
        writer.putVarint(reply.headers().size());
        for (var header : reply.headers()) {
            writer.putText(header.name());
            writer.putText(header.value());
        }
        writer.putVarint(reply.bodyBytes());
    }

    /** Reads a frame that lies between two places of an array, its length not included. */
    Frame decode(byte[] bytes, int from, int to) throws FrameUnreadable {
        if (to - from < LEAST_BYTES) {
            throw new FrameUnreadable("a frame is too short");
        }
        var end = to - Integer.BYTES;
        if (Bytes.intAt(bytes, end) != checksum(bytes, from, end)) {
            throw new FrameUnreadable("the checksum of a frame is wrong");
        }
        reader.on(bytes, from, end);
        var frame = read(Kind.of(reader.getByte()));
        reader.requireEnd();
        return frame;
    }

    private Frame read(Kind kind) throws FrameUnreadable {
        return switch (kind) {
            case HELLO -> new Frame.Hello(reader.getCount(Integer.MAX_VALUE), identity());
            case WELCOME -> new Frame.Welcome(reader.getCount(Integer.MAX_VALUE), identity(), reader.getLong());
            case REFUSED -> new Frame.Refused(reader.getText(TEXT));
            case BATCH ->
                new Frame.Batch(reader.getLong(), reader.getLong(), batches.read(reader, settings.batchReadings()));
            case ACK -> new Frame.Ack(reader.getLong(), new Taken(count(), count(), count()));
            case REQUEST ->
                new Frame.Request(
                        reader.getLong(),
                        reader.getText(TEXT),
                        reader.getText(TARGET),
                        reader.getText(TEXT),
                        reader.getCount(settings.requestBytes()));
            case REPLY -> reply();
            case BODY -> new Frame.Body(reader.getLong(), Buffer.buffer(reader.getBytes(settings.frameBytes())));
            case WORD -> new Frame.Word(news());
            case PING -> new Frame.Ping();
            case PONG -> new Frame.Pong();
        };
    }

    private int count() throws FrameUnreadable {
        return reader.getCount(1 << 20);
    }

    private LinkIdentity identity() throws FrameUnreadable {
        return new LinkIdentity(
                reader.getText(TEXT), reader.getText(TEXT), reader.getCount(Integer.MAX_VALUE), reader.getText(TEXT));
    }

    private Frame.Reply reply() throws FrameUnreadable {
        var id = reader.getLong();
        var status = reader.getCount(999);
        var mediaType = reader.getText(TEXT);
        var count = reader.getCount(HEADERS);
        var headers = new ArrayList<LinkReply.Header>(count);
        for (var i = 0; i < count; i++) {
            headers.add(new LinkReply.Header(reader.getText(TEXT), reader.getText(TEXT)));
        }
        return new Frame.Reply(id, status, mediaType, headers, reader.getCount(settings.replyBytes()));
    }

    private List<News> news() throws FrameUnreadable {
        var count = reader.getCount(Math.min(NEWS, reader.left()));
        var news = new ArrayList<News>(count);
        for (var i = 0; i < count; i++) {
            var service = names.service(reader);
            var firstSeq = reader.getVarint();
            var lastSeq = reader.getVarint();
            if (firstSeq < 1 || lastSeq < firstSeq) {
                throw new FrameUnreadable("word of entries names none");
            }
            news.add(new News(service, firstSeq, lastSeq, reader.getByte() != 0));
        }
        return news;
    }
}
