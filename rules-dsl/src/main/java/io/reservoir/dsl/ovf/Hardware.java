package io.reservoir.dsl.ovf;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.syntax.Item;
import io.reservoir.dsl.syntax.Name;
import io.reservoir.dsl.syntax.Quantity;
import io.reservoir.dsl.syntax.Statement;
import io.reservoir.model.diagnostic.Span;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the virtual hardware of a system: how large it is, what it starts from, and which networks it is in. */
final class Hardware {
    private static final String CPU = "3";
    private static final String MEMORY = "4";
    private static final String ETHERNET = "10";
    private static final String DISK = "17";

    private static final BigInteger LEAST_MEMORY = BigInteger.TWO.pow(20);

    private final Options options;
    private final Disks disks;
    private final Files files;
    private final Names networks;
    private final Amounts amounts;
    private final Problems problems;

    Hardware(Options options, Disks disks, Files files, Names networks, Amounts amounts, Problems problems) {
        this.options = options;
        this.disks = disks;
        this.files = files;
        this.networks = networks;
        this.amounts = amounts;
        this.problems = problems;
    }

    /** Takes the first section: further ones are alternatives to it. */
    void read(Element section, SystemDraft draft) {
        draft.hardwareStandsAt(section.tag());
        section.children().stream()
                .filter(c -> !c.isOvf() && Part.isRequired(c) && !isItem(c))
                .forEach(c -> Envelope.reportRequired(c, problems));
        var items = items(section);
        size(items, CPU, draft, this::cpus);
        size(items, MEMORY, draft, this::memory);
        readDisks(of(items, DISK), draft);
        readNetworks(of(items, ETHERNET), draft);
    }

    private List<Element> items(Element section) {
        var applying = section.children().stream()
                .filter(Hardware::isItem)
                .filter(options::applies)
                .toList();
        var overridden = new HashSet<String>();
        applying.stream().filter(options::isSpecific).forEach(i -> overridden.add(instance(i)));
        applying.stream().filter(i -> i.textOf("ResourceType") == null).forEach(this::reportUntyped);
        return applying.stream()
                .filter(i -> options.isSpecific(i) || !overridden.contains(instance(i)))
                .toList();
    }

    private static boolean isItem(Element element) {
        return switch (element.name()) {
            case "Item", "StorageItem", "EthernetPortItem" -> true;
            default -> false;
        };
    }

    private static String instance(Element item) {
        var id = item.textOf("InstanceID");
        var old = id == null ? item.textOf("InstanceId") : id;
        return old == null ? "at " + item.start() : old.text();
    }

    private void reportUntyped(Element item) {
        problems.error(
                Code.OVF_HARDWARE,
                item.tag(),
                "this piece of hardware has no `rasd:ResourceType`",
                "3 is a CPU, 4 memory, 10 an Ethernet card, 17 a disk");
    }

    private static List<Element> of(List<Element> items, String type) {
        return items.stream()
                .filter(i -> {
                    var written = i.textOf("ResourceType");
                    return written != null && written.text().equals(type);
                })
                .toList();
    }

    /** What one piece of hardware adds to a size. */
    private interface Measure {
        @Nullable
        BigInteger of(Element item);
    }

    /** Hardware that cannot be read counts as the least there is: it has been reported, and nothing is missing. */
    private void size(List<Element> items, String type, SystemDraft draft, Measure measure) {
        var sum = BigInteger.ZERO;
        var least = BigInteger.ZERO;
        Span place = null;
        for (var item : of(items, type)) {
            var amount = measure.of(item);
            sum = amount == null ? sum : sum.add(amount);
            least = amount == null ? BigInteger.ONE : least;
            place = place == null ? placeOf(item) : place;
        }
        var counted = sum.max(least);
        if (place != null && counted.signum() > 0) {
            draft.add(type.equals(CPU) ? cpuPart(counted, place) : dataPart(counted, place, "memory"));
        }
    }

    private static Span placeOf(Element item) {
        var quantity = item.textOf("VirtualQuantity");
        return quantity == null ? item.tag() : quantity.span();
    }

    private static Statement.SizePart cpuPart(BigInteger count, Span place) {
        return new Statement.SizePart(place, new Quantity(place, new BigDecimal(count), new Name("CPU", place)), null);
    }

    private static Statement.SizePart dataPart(BigInteger bytes, Span place, String word) {
        return new Statement.SizePart(place, Amounts.inBytes(bytes, place), new Name(word, place));
    }

    private @Nullable BigInteger cpus(Element item) {
        var quantity = item.textOf("VirtualQuantity");
        if (quantity != null) {
            return amounts.whole(quantity);
        }
        var sockets = item.textOf("num_of_sockets");
        var cores = item.textOf("cpu_per_socket");
        if (sockets == null || cores == null) {
            problems.error(Code.OVF_HARDWARE, item.tag(), "this CPU has no `rasd:VirtualQuantity`", null);
            return null;
        }
        var count = amounts.whole(sockets);
        var each = amounts.whole(cores);
        return count == null || each == null ? null : count.multiply(each);
    }

    private @Nullable BigInteger memory(Element item) {
        var quantity = item.textOf("VirtualQuantity");
        if (quantity == null) {
            problems.error(Code.OVF_HARDWARE, item.tag(), "this memory has no `rasd:VirtualQuantity`", null);
            return null;
        }
        var units = item.textOf("AllocationUnits");
        var number = amounts.whole(quantity);
        var unit = amounts.bytes(units);
        if (number == null || unit == null) {
            return null;
        }
        if (units == null && number.compareTo(LEAST_MEMORY) < 0) {
            problems.error(
                    Code.OVF_UNITS,
                    quantity.span(),
                    "without units, this is " + number + " bytes of memory",
                    "add `<rasd:AllocationUnits>byte * 2^20</rasd:AllocationUnits>`");
            return null;
        }
        return number.multiply(unit);
    }

    private void readDisks(List<Element> items, SystemDraft draft) {
        var bytes = BigInteger.ZERO;
        Span place = null;
        for (var item : items) {
            var resource = item.textOf("HostResource");
            var disk = resource == null ? emptyDisk(item) : disks.find(resource);
            if (disk == null) {
                continue;
            }
            place = place == null ? (resource == null ? item.tag() : resource.span()) : place;
            bytes = disk.bytes() == null ? bytes : bytes.add(disk.bytes());
            if (disk.file() != null && resource != null) {
                takeImage(disk.file(), resource, draft);
            }
        }
        if (place != null && bytes.signum() > 0) {
            draft.add(dataPart(bytes, place, "disk"));
        }
    }

    private Disks.@Nullable Disk emptyDisk(Element item) {
        var quantity = item.textOf("VirtualQuantity");
        var number = quantity == null ? null : amounts.whole(quantity);
        var unit = amounts.bytes(item.textOf("AllocationUnits"));
        return number == null || unit == null ? null : new Disks.Disk(number.multiply(unit), null);
    }

    private void takeImage(Element file, Name use, SystemDraft draft) {
        if (draft.has("image")) {
            problems.info(
                    Code.OVF_LEFT_OUT,
                    use.span(),
                    "a component starts from one image: this disk counts by its size alone",
                    null);
        } else {
            draft.add(new Item.Image(use.span(), files.image(file, use)));
        }
    }

    private void readNetworks(List<Element> cards, SystemDraft draft) {
        var found = new ArrayList<Name>();
        Set<String> seen = new HashSet<>();
        for (var card : cards) {
            for (var written : card.all("Connection").toList()) {
                var connection = written.text();
                if (connection == null) {
                    continue;
                }
                var network = networks.use(connection);
                if (seen.add(network.text())) {
                    found.add(network);
                } else {
                    problems.info(
                            Code.OVF_LEFT_OUT,
                            connection.span(),
                            "a component is in a network once: this card is left out",
                            null);
                }
            }
        }
        if (!found.isEmpty()) {
            draft.add(new Item.Networks(found.getFirst().span(), List.copyOf(found)));
        }
    }
}
