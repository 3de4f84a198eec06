package io.reservoir.dsl.ovf;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.syntax.Name;
import io.reservoir.dsl.syntax.Statement;
import io.reservoir.dsl.syntax.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The files that an envelope refers to. One that a disk is made from is an image. */
final class Files {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");

    private final Problems problems;
    private final Names names;
    private final Map<String, Element> byId = new LinkedHashMap<>();
    private final Map<String, Element> byAddress = new HashMap<>();
    private final IdentityHashMap<Element, Name> images = new IdentityHashMap<>();
    private final Members members;

    Files(Envelope envelope, Members members, Problems problems) {
        this.problems = problems;
        this.members = members;
        this.names = new Names(new HashSet<>(), problems);
        envelope.sections(Part.REFERENCES).flatMap(s -> s.element().all("File")).forEach(this::take);
    }

    private void take(Element file) {
        var id = file.attribute("id");
        var address = file.attribute("href");
        if (id == null || address == null || address.text().isBlank()) {
            problems.error(
                    Code.OVF_PART_MISSING,
                    file.tag(),
                    "a file has an `ovf:id` and an `ovf:href`, and this one lacks one of them",
                    null);
            return;
        }
        if (byId.putIfAbsent(id.text(), file) != null) {
            problems.error(Code.DUPLICATE, id.span(), "the id " + Problems.quoted(id.text()) + " stands twice", null);
        }
        byAddress.putIfAbsent(address.text(), file);
        var image = file.attribute(Namespaces.RSL, "image");
        if (image != null) {
            images.put(file, names.declare(image));
        }
    }

    List<Element> all() {
        return List.copyOf(byId.values());
    }

    List<String> ids() {
        return List.copyOf(byId.keySet());
    }

    /** The file of that id, or, as some write it, of that address; null if there is none. */
    @Nullable
    Element find(String reference) {
        var file = byId.get(reference);
        return file == null ? byAddress.get(reference) : file;
    }

    /** The name of the image that a file is, at the place where it is used. */
    Name image(Element file, Name use) {
        var known = images.get(file);
        if (known == null) {
            var id = file.attribute("id");
            known = names.declare(id == null ? use : id);
            images.put(file, known);
        }
        return new Name(known.text(), use.span());
    }

    /** The statements that declare the images, in the order of the files. */
    List<Statement> statements() {
        var statements = new ArrayList<Statement>();
        for (var file : byId.values()) {
            var name = images.get(file);
            if (name != null) {
                statements.add(
                        new Statement.Image(file.span(), name, text(file.attribute("href")), text(digest(file))));
            }
        }
        return statements;
    }

    private static @Nullable Text text(@Nullable Name written) {
        return written == null ? null : new Text(written.text(), written.span());
    }

    private @Nullable Name digest(Element file) {
        var ours = file.attribute(Namespaces.RSL, "sha256");
        if (ours != null) {
            return ours;
        }
        var theirs = file.attribute(Namespaces.RESERVOIR, "digest");
        if (theirs != null && SHA256.matcher(theirs.text()).matches()) {
            return theirs;
        }
        if (theirs != null) {
            problems.info(Code.OVF_LEFT_OUT, theirs.span(), "this digest is no SHA-256 and is not compared", null);
        }
        var address = file.attribute("href");
        var measured = address == null ? null : members.sha256(address.text());
        return address == null || measured == null ? null : new Name(measured, address.span());
    }
}
