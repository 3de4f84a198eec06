package io.reservoir.dsl.ovf;

import java.util.List;

/**
 * A section and what it is about.
 *
 * @param owner the envelope, a collection or a virtual system
 * @param systems the virtual systems in the owner, however deep
 */
record Section(Part part, Element element, Element owner, List<SystemDraft> systems) {
    boolean isOfSystem() {
        return Part.of(owner) == Part.SYSTEM;
    }
}
