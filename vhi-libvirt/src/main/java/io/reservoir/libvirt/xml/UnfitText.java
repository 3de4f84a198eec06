package io.reservoir.libvirt.xml;

/** A text that does not come back from the XML of a domain as it went in: the domain is not to be written. */
public final class UnfitText extends IllegalArgumentException {
    UnfitText(String message) {
        super(message);
    }
}
