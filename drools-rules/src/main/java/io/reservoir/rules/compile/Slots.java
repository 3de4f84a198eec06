package io.reservoir.rules.compile;

import io.reservoir.dsl.program.CheckedService;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.drools.model.BitMask;
import org.drools.model.DomainClassMetadata;
import org.drools.model.bitmask.BitMaskUtil;

/**
 * The properties of a service's fact as the engine sees them: one per input, then one per indicator, then one per
 * assignment. A rule is looked at again only if a slot that it reads has changed.
 */
record Slots(int inputs, int indicators, int assignments) implements DomainClassMetadata {
    static Slots of(CheckedService program) {
        return new Slots(
                program.inputs().size(),
                program.indicators().size(),
                program.assignments().size());
    }

    int input(int index) {
        return index;
    }

    int indicator(int index) {
        return inputs + index;
    }

    int assignment(int index) {
        return inputs + indicators + index;
    }

    /** Names of the slots that a formula reads and of the one that its rule writes, as the engine wants them. */
    String[] names(Reads reads, int written) {
        List<String> names = new ArrayList<>();
        reads.inputs().stream().forEach(i -> names.add(name(input(i))));
        reads.indicators().stream().forEach(i -> names.add(name(indicator(i))));
        if (!names.contains(name(written))) {
            names.add(name(written));
        }
        return names.toArray(String[]::new);
    }

    /** The mask by which a consequence says that it has written one slot. */
    BitMask maskOf(int slot) {
        var mask = BitMask.getPatternMask(this, name(slot));
        mask.setPatternClass(ServiceFact.class);
        return mask;
    }

    /** The mask by which a session says that inputs have changed. */
    org.drools.util.bitmask.BitMask maskOfInputs(BitSet changed) {
        var mask = org.drools.util.bitmask.BitMask.getEmpty(getPropertiesSize() + BitMaskUtil.CUSTOM_BITS_OFFSET);
        for (int i = changed.nextSetBit(0); i >= 0; i = changed.nextSetBit(i + 1)) {
            mask = mask.set(input(i) + BitMaskUtil.CUSTOM_BITS_OFFSET);
        }
        return mask;
    }

    private static String name(int slot) {
        return Integer.toString(slot);
    }

    @Override
    public Class<?> getDomainClass() {
        return ServiceFact.class;
    }

    @Override
    public int getPropertiesSize() {
        return inputs + indicators + assignments;
    }

    @Override
    public int getPropertyIndex(String name) {
        return Integer.parseInt(name);
    }
}
