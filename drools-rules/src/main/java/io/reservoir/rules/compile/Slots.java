package io.reservoir.rules.compile;

import io.reservoir.dsl.program.CheckedService;
import java.util.BitSet;
import org.drools.model.DomainClassMetadata;
import org.drools.model.bitmask.BitMaskUtil;
import org.drools.util.bitmask.BitMask;

/**
 * The properties of a service's fact as the engine sees them: one per input of its program. A rule is looked at again
 * only if an input has changed that its statement depends on.
 */
record Slots(int inputs) implements DomainClassMetadata {
    static Slots of(CheckedService program) {
        return new Slots(program.inputs().size());
    }

    /** Names of inputs as the engine wants them. */
    static String[] names(BitSet inputs) {
        return inputs.stream().mapToObj(Integer::toString).toArray(String[]::new);
    }

    /** The mask by which a session says that one input has changed. */
    BitMask maskOf(int input) {
        return none().set(input + BitMaskUtil.CUSTOM_BITS_OFFSET);
    }

    /** The mask by which a session says that several inputs have changed. */
    BitMask maskOf(BitSet changed) {
        var mask = none();
        for (int i = changed.nextSetBit(0); i >= 0; i = changed.nextSetBit(i + 1)) {
            mask = mask.set(i + BitMaskUtil.CUSTOM_BITS_OFFSET);
        }
        return mask;
    }

    private BitMask none() {
        return BitMask.getEmpty(getPropertiesSize() + BitMaskUtil.CUSTOM_BITS_OFFSET);
    }

    @Override
    public Class<?> getDomainClass() {
        return ServiceFact.class;
    }

    @Override
    public int getPropertiesSize() {
        return inputs;
    }

    @Override
    public int getPropertyIndex(String name) {
        return Integer.parseInt(name);
    }
}
