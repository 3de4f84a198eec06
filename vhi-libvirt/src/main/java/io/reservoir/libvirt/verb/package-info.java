/** What a host can be told to do with a VEE, a class for each verb, over libvirt. */
@NullMarked
package io.reservoir.libvirt.verb;

import org.jspecify.annotations.NullMarked;
