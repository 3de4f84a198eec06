package io.reservoir.dsl.ovf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * What is known of a member once it has gone by. The manifest may stand behind the members that it is about, so all
 * digests of the standard are taken.
 *
 * @param kept its first bytes, as many as were asked for
 */
record MemberMeasure(long bytes, Map<DigestManifest.Algorithm, String> digests, boolean isGzip, ByteBuffer kept) {
    private static final int BUFFER_BYTES = 64 * 1024;

    static MemberMeasure of(InputStream content, int keptBytes) throws IOException {
        var digests = allDigests();
        var kept = new ByteArrayOutputStream();
        var buffer = new byte[BUFFER_BYTES];
        var bytes = 0L;
        var isGzip = false;
        for (var count = content.readNBytes(buffer, 0, buffer.length);
                count > 0;
                count = content.readNBytes(buffer, 0, buffer.length)) {
            isGzip |= bytes == 0 && count > 1 && (buffer[0] & 0xff) == 0x1f && (buffer[1] & 0xff) == 0x8b;
            for (var digest : digests.values()) {
                digest.update(buffer, 0, count);
            }
            kept.write(buffer, 0, Math.min(count, Math.max(0, keptBytes - kept.size())));
            bytes += count;
        }
        return new MemberMeasure(bytes, inHexadecimal(digests), isGzip, ByteBuffer.wrap(kept.toByteArray()));
    }

    Members.Member member(String name) {
        return new Members.Member(name, bytes, digests.getOrDefault(DigestManifest.Algorithm.SHA256, ""), isGzip);
    }

    private static Map<DigestManifest.Algorithm, MessageDigest> allDigests() {
        var digests = new EnumMap<DigestManifest.Algorithm, MessageDigest>(DigestManifest.Algorithm.class);
        for (var algorithm : DigestManifest.Algorithm.values()) {
            try {
                digests.put(algorithm, MessageDigest.getInstance(algorithm.jdkName()));
            } catch (NoSuchAlgorithmException fault) {
                throw new IllegalStateException("every Java has " + algorithm.jdkName(), fault);
            }
        }
        return digests;
    }

    private static Map<DigestManifest.Algorithm, String> inHexadecimal(
            Map<DigestManifest.Algorithm, MessageDigest> digests) {
        var texts = new EnumMap<DigestManifest.Algorithm, String>(DigestManifest.Algorithm.class);
        digests.forEach(
                (algorithm, digest) -> texts.put(algorithm, HexFormat.of().formatHex(digest.digest())));
        return texts;
    }
}
