package io.reservoir.dsl.ovf;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.syntax.Name;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The disks that an envelope describes. */
final class Disks {
    /** {@code ovf:/disk/x}, {@code /disk/x}, {@code ovf://disk/x}, {@code disk/x}, and the same of files. */
    private static final Pattern RESOURCE = Pattern.compile("(?:ovf:)?/{0,2}(disk|file)/(.+)");

    private static final Pattern PROPERTY = Pattern.compile("\\$\\{([^}]+)}");
    private static final BigInteger GIBIBYTE = BigInteger.TWO.pow(30);

    private final Map<String, Element> byId = new LinkedHashMap<>();
    private final Map<String, Element> byFile = new LinkedHashMap<>();
    private final Files files;
    private final Properties properties;
    private final Amounts amounts;
    private final Problems problems;
    private final Hints hints = new Hints();

    Disks(Envelope envelope, Files files, Properties properties, Amounts amounts, Problems problems) {
        this.files = files;
        this.properties = properties;
        this.amounts = amounts;
        this.problems = problems;
        envelope.sections(Part.DISKS)
                .flatMap(s -> s.element().children().stream())
                .filter(e -> e.name().equals("Disk") || e.name().equals("SharedDisk"))
                .forEach(this::take);
    }

    /**
     * What a virtual system gets.
     *
     * @param bytes null if nobody knows how large it is
     * @param file null if it begins empty
     */
    record Disk(@Nullable BigInteger bytes, @Nullable Element file) {}

    private void take(Element disk) {
        var id = disk.attribute("diskId");
        if (id == null) {
            problems.error(Code.OVF_PART_MISSING, disk.tag(), "a disk has an `ovf:diskId`", null);
            return;
        }
        if (byId.putIfAbsent(id.text(), disk) != null) {
            problems.error(Code.DUPLICATE, id.span(), "the id " + Problems.quoted(id.text()) + " stands twice", null);
        }
        var file = disk.attribute("fileRef");
        if (file != null) {
            byFile.putIfAbsent(file.text(), disk);
        }
    }

    /** The disk that a piece of hardware stands for; null, with an error, if there is none. */
    @Nullable
    Disk find(Name resource) {
        var matcher = RESOURCE.matcher(resource.text());
        var isPath = matcher.matches();
        var name = isPath ? matcher.group(2).strip() : resource.text();
        var disk = isPath && matcher.group(1).equals("file") ? null : byId.getOrDefault(name, byFile.get(name));
        if (disk != null) {
            return disk(disk);
        }
        var file = isPath && matcher.group(1).equals("disk") ? null : files.find(name);
        if (file != null) {
            return new Disk(null, file);
        }
        var known = isPath && matcher.group(1).equals("file") ? files.ids() : byId.keySet();
        problems.error(
                Code.OVF_REFERENCE,
                resource.span(),
                Problems.quoted(resource.text()) + " is no disk of this envelope",
                hints.help(name, known, "there is"));
        return null;
    }

    private Disk disk(Element disk) {
        var reference = disk.attribute("fileRef");
        var file = reference == null ? null : files.find(reference.text());
        if (reference != null && file == null) {
            problems.error(
                    Code.OVF_REFERENCE,
                    reference.span(),
                    Problems.quoted(reference.text()) + " is no file of this envelope",
                    hints.help(reference.text(), files.ids(), "files"));
        }
        return new Disk(bytes(disk), file);
    }

    private @Nullable BigInteger bytes(Element disk) {
        var capacity = disk.attribute("capacity");
        if (capacity == null) {
            var gibibytes = disk.attribute("size");
            var number = gibibytes == null ? null : amounts.whole(gibibytes);
            return number == null ? null : number.multiply(GIBIBYTE);
        }
        var number = number(capacity);
        var unit = amounts.bytes(disk.attribute("capacityAllocationUnits"));
        return number == null || unit == null ? null : number.multiply(unit);
    }

    /** A capacity may be the value of a property. */
    private @Nullable BigInteger number(Name capacity) {
        var property = PROPERTY.matcher(capacity.text().strip());
        if (!property.matches()) {
            return amounts.whole(capacity);
        }
        var value = properties.value(property.group(1));
        if (value == null) {
            problems.error(
                    Code.OVF_REFERENCE,
                    capacity.span(),
                    Problems.quoted(property.group(1)) + " is no property with a value",
                    hints.help(property.group(1), properties.keys(), "properties"));
            return null;
        }
        return amounts.whole(value);
    }
}
