package io.reservoir.controller.api.view;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Where each operation is found. {@code {name}} stands for one segment, percent-encoded where it must be. What is
 * behind each, with its parameters, says {@code GET /openapi.json}.
 */
public final class Paths {
    /** POST manifest text, {@code ?file=}: {@link CheckView}; nothing is stored. */
    public static final String CHECK = "/v1/check";

    /** GET: {@link ServicesView}. POST manifest text, {@code ?file=}: {@link SubmittedView}, 201 if it is new. */
    public static final String SERVICES = "/v1/services";

    /** GET: {@link ServiceView}. PUT manifest text of that very service, {@code ?file=}: {@link SubmittedView}. */
    public static final String SERVICE = "/v1/services/{service}";

    /** GET: {@link ClusterStatusView}. */
    public static final String CLUSTER = "/v1/cluster";

    /** GET: the manifest in force, {@code text/plain}. */
    public static final String MANIFEST = "/v1/services/{service}/manifest";

    /** POST without a body: {@link ServiceView}. */
    public static final String ACTIVATE = "/v1/services/{service}/activate";

    /** POST without a body: {@link ServiceView}. */
    public static final String UNDEPLOY = "/v1/services/{service}/undeploy";

    /** GET: {@link VeesView}. */
    public static final String VEES = "/v1/services/{service}/vees";

    /** GET: {@link VeeView}. */
    public static final String VEE = "/v1/services/{service}/vees/{component}/{ordinal}";

    /** GET {@code ?from=&bytes=&lines=}: {@link ConsoleView}, a part of what its guest printed. */
    public static final String CONSOLE = "/v1/services/{service}/vees/{component}/{ordinal}/console";

    /** POST without a body: {@link VeeView}; pause, resume, suspend, shutdown, activate, destroy. */
    public static final String VEE_VERB = "/v1/services/{service}/vees/{component}/{ordinal}/{verb}";

    /** POST without a body, {@code ?to=HOST}: {@link VeeView}; lets it go on at another host. */
    public static final String MIGRATION = "/v1/services/{service}/migrations/{component}/{ordinal}";

    /** POST without a body: {@link VeeView}; it stays where it is. */
    public static final String STAY = "/v1/services/{service}/migrations/{component}/{ordinal}/cancel";

    /** GET: {@link SnapshotsView}, those of a service, also of VEEs that are gone. */
    public static final String SNAPSHOTS = "/v1/services/{service}/snapshots";

    /** POST without a body: {@link SnapshotView}; begins to take one of a VEE's disk. */
    public static final String SNAPSHOT_TAKE = "/v1/services/{service}/snapshots/{snapshot}/take/{component}/{ordinal}";

    /** POST without a body, {@code ?life=}: {@link SnapshotsView}, those that are left. */
    public static final String SNAPSHOT_DELETE =
            "/v1/services/{service}/snapshots/{snapshot}/delete/{component}/{ordinal}";
    /** GET: {@link VolumesView}, the volumes of a service. */
    public static final String VOLUMES = "/v1/services/{service}/volumes";

    /** POST without a body, {@code ?bytes=}: {@link VeeView}; plugs a volume into a VEE, and makes it if need be. */
    public static final String VOLUME_ATTACH = "/v1/services/{service}/volumes/{volume}/attach/{component}/{ordinal}";

    /** POST without a body: {@link VeeView}; takes a volume out of a VEE. */
    public static final String VOLUME_DETACH = "/v1/services/{service}/volumes/{volume}/detach/{component}/{ordinal}";

    /** POST without a body: {@link VolumesView}, those that are left; deletes one with all that is on it. */
    public static final String VOLUME_DELETE = "/v1/services/{service}/volumes/{volume}/delete";

    /** POST {@link ReadingView}s as a JSON array, as {@code {"readings": […]}} or as NDJSON: {@link IntakeView}. */
    public static final String READINGS = "/v1/readings";

    /** GET {@code ?component=&before=&limit=}: {@link DecisionsView}, the newest first. */
    public static final String DECISIONS = "/v1/services/{service}/decisions";

    /** GET {@code ?variable=Replicas(C1)&at=}: why a variable is what it is. */
    public static final String EXPLANATION = "/v1/services/{service}/explanation";

    /** GET {@code ?variable=Replicas(C1)&direction=&target=}: what would have to be otherwise for another target. */
    public static final String WHY_NOT = "/v1/services/{service}/why-not";

    /** GET: whether each recorded decision follows from what was recorded before it. */
    public static final String VERIFICATION = "/v1/services/{service}/verification";

    /** GET: {@link RulesView}, the rules as DRL. */
    public static final String RULES = "/v1/services/{service}/rules";

    /** GET {@code ?from=&to=}: what a service costs. */
    public static final String STATEMENT = "/v1/services/{service}/statement";

    /** GET {@code ?after=&limit=}: {@link LedgerView}, the oldest first. */
    public static final String LEDGER = "/v1/services/{service}/ledger";

    /** GET: {@link PolicyView}. PUT without a body, {@code ?author=}: {@link PolicyView}; reads the directory again. */
    public static final String POLICY = "/v1/policy";

    /** GET: {@link HostsView}. */
    public static final String HOSTS = "/v1/hosts";

    /**
     * GET {@code ?service=}: server-sent events, one {@link EntryView} each as {@code data}, its kind as
     * {@code event} and {@code service:seq} as {@code id}.
     */
    public static final String EVENTS = "/v1/events";

    /** GET: {@link HealthView}: the process runs. */
    public static final String LIVE = "/v1/health/live";

    /** GET: {@link HealthView}, 503 where the ledger does not answer or the loop does not pass. */
    public static final String READY = "/v1/health/ready";

    /** GET: the metrics of this node in Prometheus' text format. */
    public static final String METRICS = "/metrics";

    /** GET: this description. */
    public static final String OPENAPI = "/openapi.json";

    private Paths() {}

    /** The template with its placeholders replaced, from left to right, each percent-encoded. */
    public static String of(String template, Object... segments) {
        var path = new StringBuilder();
        var next = 0;
        for (var i = 0; i < template.length(); i++) {
            if (template.charAt(i) == '{') {
                path.append(encoded(String.valueOf(segments[next])));
                next++;
                i = template.indexOf('}', i);
            } else {
                path.append(template.charAt(i));
            }
        }
        return path.toString();
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
