package io.reservoir.dsl.reference;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Puts the archive together that an example shows: {@code == shop.ovf} begins a member, {@code {SHA-256 web.img}} stands
 * for the digest of one.
 */
final class ExampleArchive {
    private static final Pattern MEMBER = Pattern.compile("(?ms)^== (\\S+)\n(.*?)(?=\n== |\\z)");
    private static final Pattern DIGEST = Pattern.compile("\\{SHA-256 ([^}]+)}");

    private ExampleArchive() {}

    static byte[] of(String listing) {
        var members = new LinkedHashMap<String, String>();
        MEMBER.matcher(listing).results().forEach(member -> members.put(member.group(1), member.group(2)));
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes)) {
            for (var member : members.entrySet()) {
                add(tar, member.getKey(), signed(member.getValue(), members));
            }
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
        return bytes.toByteArray();
    }

    private static void add(TarArchiveOutputStream tar, String name, String text) throws IOException {
        var content = text.getBytes(StandardCharsets.UTF_8);
        var entry = new TarArchiveEntry(name, true);
        entry.setSize(content.length);
        entry.setModTime(0);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    private static String signed(String text, Map<String, String> members) {
        return DIGEST.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(digest(members.getOrDefault(found.group(1), ""))));
    }

    private static String digest(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException fault) {
            throw new IllegalStateException(fault);
        }
    }
}
