package io.reservoir.libvirt.image;

/** What came of registering or removing an image. */
public sealed interface Registration {
    /** It is so, maybe it was so before. */
    record Done(StoredImage image) implements Registration {}

    /**
     * Nothing was changed.
     *
     * @param why lower case, without a full stop
     * @param help what to do
     */
    record Refused(String why, String help) implements Registration {}
}
