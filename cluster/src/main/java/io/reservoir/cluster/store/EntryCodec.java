package io.reservoir.cluster.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import io.reservoir.model.ledger.Entry;
import org.jspecify.annotations.Nullable;

/** Entries to and from the form in which they are kept. */
final class EntryCodec {
    /** How many characters of JSON an entry may take: a manifest of 1 MiB fits, whatever stands in it. */
    static final int MAX_PAYLOAD_CHARS = 16 << 20;

    private final ObjectMapper mapper = PayloadFormat.mapper(MAX_PAYLOAD_CHARS);

    /** An entry as it is kept: the word of its kind, the version of the format, and JSON in ASCII. */
    record Encoded(String kind, int version, String payload) {}

    /** A stored entry cannot be made out; the message says why. */
    static final class Undecodable extends Exception {
        Undecodable(String message) {
            super(message);
        }

        Undecodable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** An entry that is larger than it may be is refused by an {@link IllegalArgumentException}. */
    Encoded encode(Entry entry) {
        var kind = EntryKind.of(entry);
        try {
            var payload = mapper.writeValueAsString(entry);
            if (payload.length() > MAX_PAYLOAD_CHARS) {
                throw new IllegalArgumentException("an entry takes at most " + MAX_PAYLOAD_CHARS
                        + " characters of JSON, and this `" + kind.word() + "` takes " + payload.length());
            }
            return new Encoded(kind.word(), kind.version(), payload);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot write a `" + kind.word() + "`: " + e.getOriginalMessage(), e);
        }
    }

    Entry decode(Encoded encoded) throws Undecodable {
        var kind = EntryKind.of(encoded.kind());
        if (kind == null) {
            throw new Undecodable("its kind `" + encoded.kind() + "` is not known to this release");
        }
        if (encoded.version() != kind.version() && !Upgrade.isKnown(kind, encoded.version())) {
            throw new Undecodable("it is a `" + kind.word() + "` of version " + encoded.version()
                    + ", and this release reads version " + kind.version());
        }
        var itsJson = "its JSON is not that of a `" + kind.word() + "`: ";
        try {
            var entry = encoded.version() == kind.version()
                    ? mapper.readValue(encoded.payload(), kind.type())
                    : mapper.treeToValue(Upgrade.of(kind, mapper.readTree(encoded.payload())), kind.type());
            if (entry == null) {
                throw new Undecodable(itsJson + "it is null");
            }
            return entry;
        } catch (InvalidTypeIdException e) {
            throw unknown(e.getTypeId(), itsJson, e);
        } catch (InvalidFormatException e) {
            throw unknown(e.getTargetType().isEnum() && e.getValue() instanceof String word ? word : null, itsJson, e);
        } catch (JsonProcessingException e) {
            throw broken(itsJson, e);
        }
    }

    /** A step, a phase, a result: newer releases have more of them. */
    private static Undecodable unknown(@Nullable String word, String itsJson, JsonProcessingException e) {
        return word == null
                ? broken(itsJson, e)
                : new Undecodable("it has the word `" + word + "`, which is not known to this release", e);
    }

    private static Undecodable broken(String itsJson, JsonProcessingException e) {
        return new Undecodable(
                itsJson + e.getOriginalMessage().lines().findFirst().orElse(""), e);
    }
}
