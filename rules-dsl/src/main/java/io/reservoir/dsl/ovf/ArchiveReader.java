package io.reservoir.dsl.ovf;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.syntax.SourceText;
import io.reservoir.model.diagnostic.Diagnostic;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads an archive once, from front to back. What is said about it points into the list of its members, one a line.
 * Nothing is unpacked, and no disk is ever held: of each member its digests are kept.
 */
final class ArchiveReader {
    private static final int BLOCK_BYTES = 512;

    private final String fileName;
    private final OvfLimits limits;
    private final MemberList members = new MemberList();
    private final Map<String, Map<DigestManifest.Algorithm, String>> measured = new HashMap<>();
    private final List<Members.Member> found = new ArrayList<>();
    private byte @Nullable [] descriptor;
    private String descriptorName = "";
    private byte @Nullable [] manifest;
    private String manifestName = "";

    ArchiveReader(String fileName, OvfLimits limits) {
        this.fileName = fileName;
        this.limits = limits;
    }

    PackageReader.Opened read(InputStream input) throws IOException {
        var guarded = new GuardedInput(input);
        try (var tar = new TarArchiveInputStream(guarded, StandardCharsets.UTF_8.name())) {
            while (next(tar, guarded)) {}
        } catch (IOException | RuntimeException fault) {
            // the library throws the latter, too, for headers that it did not foresee
            if (guarded.fault() != null) {
                throw guarded.fault();
            }
            report(fault);
        }
        return opened();
    }

    private void report(Exception fault) {
        if (fault instanceof GuardedInput.TooMuchException) {
            members.report(Code.OVF_LIMIT, "a header is longer than " + limits.headerBytes() + " bytes", null);
        } else {
            members.report(
                    Code.OVF_ARCHIVE,
                    "the archive is damaged or cut off here",
                    "an `.ova` is an uncompressed POSIX tar archive");
        }
    }

    /** One member further; false at the end and where going on makes no sense. */
    private boolean next(TarArchiveInputStream tar, GuardedInput guarded) throws IOException {
        guarded.allow(limits.headerBytes());
        var entry = tar.getNextEntry();
        if (entry == null) {
            if (guarded.total() % BLOCK_BYTES != 0) {
                throw new EOFException("a header is cut off");
            }
            return false;
        }
        var name = MemberNames.of(entry);
        members.add(name, entry.getSize());
        if (members.count() > limits.members()) {
            members.report(Code.OVF_LIMIT, "an archive has at most " + limits.members() + " members", null);
            return false;
        }
        var fault = measured.containsKey(name) ? "is there twice" : MemberNames.fault(entry);
        if (fault != null) {
            members.report(Code.OVF_MEMBER, "the member " + Problems.quoted(name) + " " + fault, null);
            return false;
        }
        guarded.allow(Long.MAX_VALUE);
        return take(name, tar);
    }

    private boolean take(String name, InputStream content) throws IOException {
        var kind = name.toLowerCase(Locale.ROOT);
        if (members.count() == 1 && !kind.endsWith(".ovf")) {
            members.report(
                    Code.OVF_ARCHIVE,
                    "the first member of an archive is its envelope, an `.ovf`, not " + Problems.quoted(name),
                    null);
            return false;
        }
        var kept = members.count() == 1 || (manifest == null && kind.endsWith(".mf"));
        var measure = MemberMeasure.of(content, kept ? limits.descriptorBytes() : 0);
        measured.put(name, measure.digests());
        found.add(measure.member(name));
        if (kept && measure.bytes() > limits.descriptorBytes()) {
            members.report(
                    Code.OVF_LIMIT,
                    Problems.quoted(name) + " is longer than " + limits.descriptorBytes() + " bytes",
                    null);
            return false;
        }
        if (members.count() == 1) {
            descriptor = measure.kept().array();
            descriptorName = fileName + "/" + name;
        } else if (kept) {
            manifest = measure.kept().array();
            manifestName = name;
        }
        return true;
    }

    private PackageReader.Opened opened() {
        var problems = new Problems();
        var sources = new ArrayList<SourceText>();
        if (members.count() == 0 && !members.anyReport()) {
            members.report(Code.OVF_ARCHIVE, "there is nothing in it", null);
        }
        // what comes behind a fault is not known
        var all = members.anyReport() ? Members.UNKNOWN : Members.of(found);
        var signed = manifest == null ? null : checkManifest(manifest, sources, problems);
        if (signed != null) {
            reportUnsigned(signed);
        }
        var list = members.text(fileName);
        var said = new ArrayList<Diagnostic>(members.diagnostics(list));
        sources.addFirst(list);
        var text = descriptor == null ? null : PackageReader.text(descriptorName, descriptor, limits, problems);
        said.addAll(problems.sorted(limits.language().diagnostics()));
        return new PackageReader.Opened(text, all, List.copyOf(sources), List.copyOf(said));
    }

    private DigestManifest checkManifest(byte[] bytes, List<SourceText> sources, Problems problems) {
        var source = new SourceText(fileName + "/" + manifestName, new String(bytes, StandardCharsets.UTF_8));
        sources.add(source);
        var read = DigestManifest.read(source, problems);
        if (!members.anyReport()) {
            read.check(measured, problems);
        }
        return read;
    }

    private void reportUnsigned(DigestManifest signed) {
        for (var member : found) {
            var name = member.name().toLowerCase(Locale.ROOT);
            if (!signed.members().contains(member.name()) && !name.endsWith(".mf") && !name.endsWith(".cert")) {
                members.warn(
                        member.name(),
                        Code.OVF_NOT_SIGNED,
                        "the manifest has no digest of " + Problems.quoted(member.name()));
            }
        }
    }
}
