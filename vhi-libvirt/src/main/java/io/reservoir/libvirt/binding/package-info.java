/** The one package that sees libvirt and JNA: connections, domains, and what they answer, as plain records. */
@NullMarked
package io.reservoir.libvirt.binding;

import org.jspecify.annotations.NullMarked;
