package io.reservoir.dsl.ovf;

import io.reservoir.dsl.problem.Limits;

/**
 * How large an envelope and its archive may be. All of it is checked before the XML parser sees what is beyond it.
 *
 * @param descriptorBytes of the envelope; a manifest of digests may be as long
 * @param depth elements within each other
 * @param attributes of one element, declarations of namespaces included
 * @param members of an archive
 * @param headerBytes of an archive's member, its long names included
 * @param language the limits of the statements that an envelope holds
 */
public record OvfLimits(
        int descriptorBytes, int depth, int elements, int attributes, int members, int headerBytes, Limits language) {
    public static final OvfLimits DEFAULT = new OvfLimits(1024 * 1024, 64, 20_000, 64, 64, 64 * 1024, Limits.DEFAULT);
}
