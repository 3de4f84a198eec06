package io.reservoir.dsl.ovf;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.syntax.Name;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The members of an archive by name, as far as the envelope in it is concerned; null beside an envelope on its own. */
record Members(@Nullable Map<String, Member> byName) {
    /** Where an envelope came without an archive. */
    static final Members UNKNOWN = new Members(null);

    /** More chunks than an archive has members cannot be there. */
    private static final int MOST_CHUNKS = 1_000;

    /**
     * @param sha256 of the member as it stands in the archive, in hexadecimal
     * @param isGzip true if it begins like one
     */
    record Member(String name, long bytes, String sha256, boolean isGzip) {}

    static Members of(List<Member> members) {
        var byName = new LinkedHashMap<String, Member>();
        members.forEach(m -> byName.put(m.name(), m));
        return new Members(byName);
    }

    @Nullable
    String sha256(String name) {
        var member = byName == null ? null : byName.get(name);
        return member == null ? null : member.sha256();
    }

    /** Compares what an envelope says of its files with what is there. Addresses elsewhere are not followed. */
    void check(List<Element> files, Problems problems) {
        if (byName != null) {
            files.forEach(file -> check(file, byName, problems));
        }
    }

    private static void check(Element file, Map<String, Member> members, Problems problems) {
        var address = file.attribute("href");
        if (address == null || address.text().contains("://")) {
            return;
        }
        if (file.attribute("chunkSize") != null) {
            checkChunks(file, address, members, problems);
            return;
        }
        var member = members.get(address.text());
        if (member == null) {
            reportMissing(address, address.text(), members, problems);
            return;
        }
        checkSize(file, member.bytes(), problems);
        checkCompression(file, member, problems);
    }

    private static void reportMissing(Name address, String name, Map<String, Member> members, Problems problems) {
        problems.error(
                Code.OVF_REFERENCE,
                address.span(),
                Problems.quoted(name) + " is no member of the archive",
                new Hints().help(name, members.keySet(), "members"));
    }

    private static void checkChunks(Element file, Name address, Map<String, Member> members, Problems problems) {
        var bytes = 0L;
        var chunk = members.get(chunk(address, 0));
        if (chunk == null) {
            reportMissing(address, chunk(address, 0), members, problems);
            return;
        }
        for (var number = 1; chunk != null && number <= MOST_CHUNKS; number++) {
            bytes += chunk.bytes();
            chunk = members.get(chunk(address, number));
        }
        checkSize(file, bytes, problems);
    }

    private static String chunk(Name address, int number) {
        return address.text() + String.format(Locale.ROOT, ".%09d", number);
    }

    private static void checkSize(Element file, long bytes, Problems problems) {
        var size = file.attribute("size");
        if (size != null && !size.text().strip().equals(Long.toString(bytes))) {
            problems.error(
                    Code.OVF_MEMBER,
                    size.span(),
                    "the archive's member has " + bytes + " bytes, not " + Problems.quoted(size.text()),
                    null);
        }
    }

    private static void checkCompression(Element file, Member member, Problems problems) {
        var compression = file.attribute("compression");
        if (compression == null || compression.is("identity")) {
            return;
        }
        if (!compression.is("gzip")) {
            problems.error(
                    Code.OVF_VALUE,
                    compression.span(),
                    Problems.quoted(compression.text()) + " is no compression that is read here",
                    "`gzip`");
        } else if (!member.isGzip()) {
            problems.error(
                    Code.OVF_MEMBER,
                    compression.span(),
                    "the archive's member " + Problems.quoted(member.name()) + " is not compressed by gzip",
                    null);
        }
    }
}
