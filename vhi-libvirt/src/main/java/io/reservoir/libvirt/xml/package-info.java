/** The XML of domains: written by an XML writer, read back, and compared with what was meant. */
@NullMarked
package io.reservoir.libvirt.xml;

import org.jspecify.annotations.NullMarked;
