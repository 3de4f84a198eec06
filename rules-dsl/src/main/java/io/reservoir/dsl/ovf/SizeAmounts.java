package io.reservoir.dsl.ovf;

import io.reservoir.dsl.syntax.Statement;
import io.reservoir.model.unit.Dimension;
import io.reservoir.model.unit.Unit;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the parts of a size add up to, for comparing two of them. */
record SizeAmounts(BigDecimal cpus, BigDecimal memoryBytes, BigDecimal diskBytes) {
    private static final SizeAmounts NOTHING = new SizeAmounts(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);
    private static final List<String> CPUS = List.of("cpu", "cpus", "vcpu", "vcpus", "core", "cores");
    private static final List<String> DISK = List.of("disk", "storage");

    /** Null if a part cannot be read: the checker says why. */
    static @Nullable SizeAmounts of(List<Statement.SizePart> parts) {
        var sum = NOTHING;
        for (var part : parts) {
            var more = of(part);
            if (more == null) {
                return null;
            }
            sum = sum.plus(more);
        }
        return sum;
    }

    private static @Nullable SizeAmounts of(Statement.SizePart part) {
        var name = part.quantity().unit();
        if (name == null) {
            return null;
        }
        var number = part.quantity().number();
        if (CPUS.contains(name.lower())) {
            return new SizeAmounts(number, BigDecimal.ZERO, BigDecimal.ZERO);
        }
        var unit = Unit.named(name.text());
        if (unit == null || !unit.dimension().equals(Dimension.DATA)) {
            return null;
        }
        var bytes = number.multiply(BigDecimal.valueOf(unit.factor()));
        var isDisk = part.word() != null && DISK.contains(part.word().lower());
        return isDisk
                ? new SizeAmounts(BigDecimal.ZERO, BigDecimal.ZERO, bytes)
                : new SizeAmounts(BigDecimal.ZERO, bytes, BigDecimal.ZERO);
    }

    private SizeAmounts plus(SizeAmounts more) {
        return new SizeAmounts(cpus.add(more.cpus), memoryBytes.add(more.memoryBytes), diskBytes.add(more.diskBytes));
    }

    /** What the two differ in, as a person says it; null if they are the same. */
    @Nullable
    String differenceFrom(SizeAmounts other) {
        if (cpus.compareTo(other.cpus) != 0) {
            return plain(cpus) + " CPU, not " + plain(other.cpus);
        }
        if (memoryBytes.compareTo(other.memoryBytes) != 0) {
            return plain(memoryBytes) + " bytes of memory, not " + plain(other.memoryBytes);
        }
        return diskBytes.compareTo(other.diskBytes) == 0
                ? null
                : plain(diskBytes) + " bytes of disk, not " + plain(other.diskBytes);
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}
