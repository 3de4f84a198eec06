package io.reservoir.libvirt.image;

import java.io.Serial;

/** Ends the look into an image at the first thing that is wrong with it. */
final class UnfitImage extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String help;

    UnfitImage(String why, String help) {
        super(why, null, false, false);
        this.help = help;
    }

    Verdict.Refused verdict() {
        return new Verdict.Refused(String.valueOf(getMessage()), help);
    }
}
