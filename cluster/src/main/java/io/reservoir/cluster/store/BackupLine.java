package io.reservoir.cluster.store;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import io.reservoir.cluster.store.EntryCodec.Encoded;
import io.reservoir.model.service.ServiceId;

/** One line of a backup: JSON with the kind of line in {@code is}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
sealed interface BackupLine {
    /** The form of backups that is written and read now. */
    int VERSION = 1;

    /** The first line. */
    record Head(int version, String takenAt) implements BackupLine {}

    /** A tenure. */
    record Held(int shard, String owner, long epoch) implements BackupLine {}

    /** An entry as its row has it. Those of a service follow each other from the first to the last. */
    record Row(
            String service,
            long seq,
            long epoch,
            String recordedAt,
            String kind,
            int version,
            String payload,
            String hash)
            implements BackupLine {
        Encoded encoded() {
            return new Encoded(kind, version, payload);
        }
    }

    /** What stands for deleted entries comes next; the checksum is its own, that in its row is that of the last of them. */
    record Sealed(String service, long seq, String hash) implements BackupLine {
        boolean isOf(Row row) {
            return row.service().equals(service)
                    && row.seq() == seq
                    && row.kind().equals(EntryKind.PRUNED.word())
                    && hash.equals(Chain.next(
                            row.hash(), new ServiceId(service), seq, row.epoch(), row.recordedAt(), row.encoded()));
        }
    }

    /** The last line: how much is before it, and its SHA-256 as it stands there. */
    record End(int services, long entries, String hash) implements BackupLine {}

    static ObjectMapper mapper() {
        var limits = StreamReadConstraints.builder()
                .maxNestingDepth(2)
                .maxStringLength(EntryCodec.MAX_PAYLOAD_CHARS)
                .build();
        var json = JsonFactory.builder()
                .streamReadConstraints(limits)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                .build();
        var mapper = JsonMapper.builder(json)
                .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .build();
        mapper.registerSubtypes(
                new NamedType(Head.class, "reservoir-backup"),
                new NamedType(Held.class, "shard"),
                new NamedType(Row.class, "entry"),
                new NamedType(Sealed.class, "pruned"),
                new NamedType(End.class, "end"));
        return mapper;
    }
}
