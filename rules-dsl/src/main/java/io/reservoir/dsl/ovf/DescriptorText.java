package io.reservoir.dsl.ovf;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The text of an envelope's bytes, by their byte order mark or by the encoding that they declare. */
final class DescriptorText {
    private static final Pattern DECLARED =
            Pattern.compile("^<\\?xml[^>]*?\\sencoding\\s*=\\s*[\"']([A-Za-z0-9._-]{1,40})[\"']");
    private static final int PROLOGUE_BYTES = 256;

    private DescriptorText() {}

    /** Null if the bytes are not what they are said to be, or are said to be what is not read here. */
    static @Nullable String of(byte[] bytes) {
        var charset = charset(bytes);
        if (charset == null) {
            return null;
        }
        try {
            return charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException fault) {
            return null;
        }
    }

    private static @Nullable Charset charset(byte[] bytes) {
        if (bytes.length >= 2 && (bytes[0] & 0xff) == 0xfe && (bytes[1] & 0xff) == 0xff) {
            return StandardCharsets.UTF_16BE;
        }
        if (bytes.length >= 2 && (bytes[0] & 0xff) == 0xff && (bytes[1] & 0xff) == 0xfe) {
            return StandardCharsets.UTF_16LE;
        }
        var prologue = new String(bytes, 0, Math.min(bytes.length, PROLOGUE_BYTES), StandardCharsets.ISO_8859_1);
        var declared = DECLARED.matcher(prologue);
        return switch (declared.find() ? declared.group(1).toLowerCase(Locale.ROOT) : "utf-8") {
            case "utf-8", "utf8", "us-ascii", "ascii" -> StandardCharsets.UTF_8;
            case "iso-8859-1", "latin1" -> StandardCharsets.ISO_8859_1;
            default -> null;
        };
    }
}
