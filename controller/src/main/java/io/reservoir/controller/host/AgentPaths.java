package io.reservoir.controller.host;

/** Where the operations of an agent are found. */
final class AgentPaths {
    /** The request field by which a controller names the host that it means. */
    static final String HOST = "Reservoir-Host";

    /** POST a {@link HostCall}: how it ended. */
    static final String CALLS = "/v1/calls";

    /** GET: what the host holds. */
    static final String CAPACITY = "/v1/capacity";

    /** GET: all VEEs on the host. */
    static final String VEES = "/v1/vees";

    /** GET: where other hosts send VEEs to. */
    static final String DOOR = "/v1/door";

    /** GET {@code ?vee=&from=&bytes=&lines=}: what a guest printed. */
    static final String CONSOLE = "/v1/console";

    /** GET {@code ?service=}: the snapshots of a service. */
    static final String SNAPSHOTS = "/v1/snapshots";

    /** POST without a body, {@code ?vee=&name=}: begins to take one. */
    static final String SNAPSHOT_TAKE = "/v1/snapshots/take";

    /** POST without a body, {@code ?vee=&name=}: takes one away. */
    static final String SNAPSHOT_DELETE = "/v1/snapshots/delete";
    /** GET {@code ?service=}: the volumes of a service. */
    static final String VOLUMES = "/v1/volumes";

    /** POST {@link DeleteVolume.Order}: how it ended. */
    static final String VOLUME_DELETIONS = "/v1/volumes/deletions";

    /** GET {@code ?after=}: what was noted of VEEs. */
    static final String EVIDENCE = "/v1/evidence";

    /** POST: what of it was taken. */
    static final String ACKNOWLEDGED = "/v1/evidence/acknowledged";

    private AgentPaths() {}
}
