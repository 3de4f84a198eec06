package io.reservoir.libvirt.image;

/** What came of looking into an image. */
public sealed interface Verdict {
    /** It stands for itself and opens no other file. */
    record Accepted(ImageFormat format, long virtualBytes) implements Verdict {}

    /**
     * It is not taken.
     *
     * @param why lower case, without a full stop
     * @param help what to do
     */
    record Refused(String why, String help) implements Verdict {}
}
