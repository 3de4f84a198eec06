package io.reservoir.controller.rig;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reservoir.cluster.store.Audit;
import io.reservoir.cluster.store.PostgresAccess;
import io.reservoir.cluster.store.PostgresLedger;
import io.reservoir.controller.bill.ManifestTerms;
import io.reservoir.controller.bill.Meter;
import io.reservoir.controller.rig.Evidence.Span;
import io.reservoir.model.service.ServiceId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Holds the rows of the ledger, what the database noted of who wrote them, and the files of the hosts' agents to what
 * must be true. It shares no code with the controllers; only for the bill it asks {@link Meter}, which is what it tests.
 */
final class Inspector {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern WORD = Pattern.compile("// (word\\d+)\\n");
    private static final String STALE = "select service, seq, kind, epoch, owner, shard_epoch, writer from rig.written";
    private static final String LEAPS = "select shard, epoch, owner from (select shard, epoch, owner,"
            + " lag(epoch) over (partition by shard order by id) as before from rig.taken) t"
            + " where before is not null and epoch <> before + 1";
    private static final String GAPS =
            "select service, count(*), max(seq) from entry group by service having count(*) <> max(seq)";
    private static final String BACKWARDS = "select service, seq, epoch from (select service, seq, epoch,"
            + " lag(epoch) over (partition by service order by seq) as before from entry) t where epoch < before";

    private final Rig rig;
    private final Map<String, Book> books = new TreeMap<>();

    /** What was found to be wrong; nothing, it is to be hoped. */
    static final class Findings {
        final List<String> stale = new ArrayList<>();
        final List<String> duplicates = new ArrayList<>();
        final List<String> lost = new ArrayList<>();
        final List<String> billed = new ArrayList<>();
        final List<String> broken = new ArrayList<>();
        Duration duplicated = Duration.ZERO;
        Duration wronglyBilled = Duration.ZERO;
        int entries;
        int vees;
        int compared;
        int promises;

        boolean isClean() {
            return stale.isEmpty() && duplicates.isEmpty() && lost.isEmpty() && billed.isEmpty() && broken.isEmpty();
        }

        @Override
        public String toString() {
            return "stale actions accepted %d, duplicates %.3f VEE-seconds, acknowledged writes lost %d of %d,"
                            .formatted(stale.size(), seconds(duplicated), lost.size(), promises)
                    + " billing seconds wrong %.3f (%d of %d VEEs compared), %d entries"
                            .formatted(seconds(wronglyBilled), compared, vees, entries)
                    + all().stream().limit(20).map(line -> "\n  " + line).collect(Collectors.joining());
        }

        private List<String> all() {
            var all = new ArrayList<>(stale);
            all.addAll(duplicates);
            all.addAll(lost);
            all.addAll(billed);
            all.addAll(broken);
            return all;
        }

        private static double seconds(Duration duration) {
            return duration.toNanos() / 1e9;
        }
    }

    /** What the entries of a service tell. */
    private static final class Book {
        private long lastSeq;
        private final Set<String> words = new HashSet<>();
        private final TreeMap<Long, Boolean> switches = new TreeMap<>();
        private final Map<String, Integer> told = new HashMap<>();
        private final Map<Long, JsonNode> open = new TreeMap<>();
        private final Set<String> defined = new HashSet<>();
        private final Map<String, String> phases = new TreeMap<>();
        private final Set<String> failed = new HashSet<>();
    }

    Inspector(Rig rig) {
        this.rig = rig;
    }

    /** Looks at everything there is. */
    Findings inspect(Tenants tenants) {
        var findings = new Findings();
        var promises = tenants.promises();
        findings.broken.addAll(tenants.strangeAnswers());
        authors(findings);
        rows(GAPS, "entries are missing", findings);
        rows(BACKWARDS, "an older epoch wrote after a newer one", findings);
        rows(LEAPS, "the epoch of a shard did not rise by one", findings);
        // before the ledger: what was noted by now was claimed before
        var evidence = evidence();
        read(findings);
        promises.forEach(promise -> look(promise, findings));
        told(promises, findings);
        findings.promises = promises.size();
        hosts(evidence, findings);
        ledger(findings);
        return findings;
    }

    Evidence evidence() {
        var files = new TreeMap<String, Path>();
        Rig.HOSTS.forEach(host -> files.put(host, rig.evidence(host)));
        return Evidence.of(files);
    }

    /** Why not everything is at its end after all was undeployed; null where it is. */
    @Nullable
    String unfinished() {
        var findings = new Findings();
        read(findings);
        var evidence = evidence();
        for (var book : books.entrySet()) {
            if (!book.getValue().open.isEmpty()) {
                return book.getKey() + " has calls in flight: " + book.getValue().open;
            }
            for (var phase : book.getValue().phases.entrySet()) {
                if (!phase.getValue().equals("GONE")) {
                    return phase.getKey() + " is " + phase.getValue();
                }
            }
        }
        for (var vee : evidence.byVee().keySet()) {
            if (!evidence.hostsOf(vee).isEmpty()) {
                return vee + " is at " + evidence.hostsOf(vee);
            }
        }
        return null;
    }

    /** By address and by epoch: whoever wrote an entry owned its shard at that moment. */
    private void authors(Findings findings) {
        var rows = rig.database().query(STALE + " order by id");
        findings.entries = rows.size();
        for (var row : rows) {
            if (!row[3].equals(row[5]) || !rig.nameOf(row[4]).equals(rig.nameOf(row[6]))) {
                findings.stale.add("%s %s, a `%s`, was written by %s under epoch %s; the owner was %s under %s"
                        .formatted(row[0], row[1], row[2], rig.nameOf(row[6]), row[3], row[4], row[5]));
            }
        }
    }

    private void rows(String sql, String what, Findings findings) {
        rig.database().query(sql).forEach(row -> findings.broken.add(what + ": " + String.join(" ", row)));
    }

    private void read(Findings findings) {
        for (var row : rig.database().query("select name from service where name like 'S%'")) {
            var book = books.computeIfAbsent(row[0], name -> new Book());
            var entries = rig.database()
                    .query(
                            "select seq, kind, payload from entry where service = ? and seq > ? order by seq",
                            row[0],
                            book.lastSeq);
            for (var entry : entries) {
                book.lastSeq = Long.parseLong(entry[0]);
                read(row[0], book, book.lastSeq, entry[1], tree(entry[2]), findings);
            }
        }
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(json, e);
        }
    }

    private static void read(String service, Book book, long seq, String kind, JsonNode entry, Findings findings) {
        switch (kind) {
            case "submitted" -> {
                var word = WORD.matcher(entry.get("text").asText());
                if (word.find()) {
                    book.words.add(word.group(1));
                }
            }
            case "activated" -> book.switches.put(seq, true);
            case "undeployed" -> book.switches.put(seq, false);
            case "claimed" -> claimed(service, book, seq, entry, findings);
            case "finished" -> {
                if (book.open.remove(entry.get("intent").asLong()) == null) {
                    findings.broken.add(service + " " + seq + " finishes no open claim: " + entry);
                }
            }
            case "vee-changed" -> {
                var phase = entry.get("phase").asText();
                book.phases.put(entry.get("vee").asText(), phase);
                if (phase.equals("FAILED")) {
                    book.failed.add(entry.get("vee").asText());
                }
            }
            default -> {
                // decisions, plans and notices do nothing
            }
        }
    }

    private static void claimed(String service, Book book, long seq, JsonNode claim, Findings findings) {
        var vee = claim.get("vee").asText();
        var host = claim.get("host").asText();
        var verb = claim.get("verb").asText();
        for (var other : book.open.entrySet()) {
            if (other.getValue().get("vee").asText().equals(vee)
                    && other.getValue().get("host").asText().equals(host)) {
                findings.broken.add(service + " " + seq + " " + verb + " is claimed while " + other + " is in flight");
            }
        }
        book.open.put(seq, claim);
        book.told.merge(vee + " " + verb, 1, Integer::sum);
        if (verb.equals("DEFINE")) {
            book.defined.add(vee + " " + host);
        }
    }

    private void look(Tenants.Promise promise, Findings findings) {
        var book = books.get(promise.service());
        var isKept = book != null
                && switch (promise) {
                    case Tenants.Said(var service, var word) -> book.words.contains(word);
                    case Tenants.Switched(var service, var active, var lastSeq) -> {
                        var last = book.switches.floorEntry(lastSeq);
                        yield book.lastSeq >= lastSeq && last != null && last.getValue() == active;
                    }
                    case Tenants.Told(var service, var vee, var verb) -> true;
                };
        if (!isKept) {
            findings.lost.add(promise + " was acknowledged and is not in the ledger");
        }
    }

    /** As many claims of a verb for a VEE as there were acknowledgements of it. */
    private void told(List<Tenants.Promise> promises, Findings findings) {
        promises.stream()
                .filter(Tenants.Told.class::isInstance)
                .map(Tenants.Told.class::cast)
                .collect(Collectors.groupingBy(told -> told, Collectors.counting()))
                .forEach((told, count) -> {
                    var book = books.get(told.service());
                    var what = told.vee() + " " + told.verb().toUpperCase(Locale.ROOT);
                    if (book == null || book.told.getOrDefault(what, 0) < count) {
                        findings.lost.add(told + " was acknowledged " + count + " times and is not so often claimed");
                    }
                });
    }

    private void hosts(Evidence evidence, Findings findings) {
        var now = Instant.now();
        findings.vees = evidence.byVee().size();
        var steps = new TreeMap<String, TreeMap<Instant, Integer>>();
        for (var vee : evidence.byVee().keySet()) {
            var service = vee.substring(0, vee.indexOf('/'));
            var ran = evidence.ran(vee);
            var overlap = Evidence.overlap(ran, now);
            if (!overlap.isZero()) {
                findings.duplicated = findings.duplicated.plus(overlap);
                findings.duplicates.add(vee + " ran at two hosts at once: " + ran);
            }
            if (evidence.starts(vee) > 1) {
                findings.duplicates.add(
                        vee + " was started twice: " + evidence.byVee().get(vee));
            }
            var book = books.get(service);
            for (var noted : evidence.byVee().get(vee)) {
                if (book == null || !book.defined.contains(vee + " " + noted.host())) {
                    findings.broken.add(vee + " was at " + noted.host() + " without a claim to define it there");
                }
            }
            for (var span : ran) {
                var changes = steps.computeIfAbsent(service, name -> new TreeMap<>());
                changes.merge(span.from(), 1, Integer::sum);
                changes.merge(span.end(now), -1, Integer::sum);
            }
        }
        steps.forEach((service, changes) -> {
            var running = 0;
            for (var change : changes.entrySet()) {
                running += change.getValue();
                if (running > Tenants.MOST_REPLICAS) {
                    findings.broken.add(running + " VEEs of " + service + " ran at " + change.getKey());
                }
            }
        });
    }

    /** Its checksums, and the bill that is made of it. */
    private void ledger(Findings findings) {
        try (var ledger =
                PostgresLedger.readOnly(new PostgresAccess(rig.database().url(), "postgres", ""))) {
            var billed = new TreeMap<String, Map<String, List<Span>>>();
            for (var service : books.keySet()) {
                var id = new ServiceId(service);
                if (ledger.audit(id) instanceof Audit.Broken broken) {
                    findings.broken.add("ledger verify: " + broken);
                }
                var paid = billed.computeIfAbsent(service, name -> new TreeMap<>());
                for (var used :
                        Meter.intervals(ledger.read(id, 0, Integer.MAX_VALUE), new ManifestTerms(), Instant.now())) {
                    if (used.running()) {
                        paid.computeIfAbsent(used.vee().toString(), vee -> new ArrayList<>())
                                .add(new Span("", used.from(), used.to()));
                    }
                }
            }
            // after the ledger: what is over by the ledger has been noted
            var evidence = evidence();
            billed.forEach((service, paid) -> bill(service, evidence, paid, findings));
        }
    }

    /** What is over by the ledger and at its host is billed as its host has noted it, to the nanosecond. */
    private void bill(String service, Evidence evidence, Map<String, List<Span>> billed, Findings findings) {
        var book = books.get(service);
        var all = new HashSet<>(billed.keySet());
        evidence.byVee().keySet().stream()
                .filter(vee -> vee.startsWith(service + "/"))
                .forEach(all::add);
        for (var vee : all) {
            if (book == null
                    || !"GONE".equals(book.phases.get(vee))
                    || !evidence.hostsOf(vee).isEmpty()) {
                continue;
            }
            findings.compared++;
            var paid = merged(billed.getOrDefault(vee, List.of()));
            var ran = merged(evidence.ran(vee));
            // what has failed is not charged from then on, though it may run until it is removed
            var isRight = book.failed.contains(vee) ? isWithin(paid, ran) : paid.equals(ran);
            if (!isRight) {
                findings.wronglyBilled = findings.wronglyBilled.plus(
                        length(paid).minus(length(ran)).abs());
                findings.billed.add(vee + " is billed " + paid + " and ran " + ran);
            }
        }
    }

    private static boolean isWithin(List<Span> some, List<Span> others) {
        var now = Instant.now();
        return some.stream()
                .allMatch(one -> others.stream()
                        .anyMatch(other -> !one.from().isBefore(other.from())
                                && !one.end(now).isAfter(other.end(now))));
    }

    private static List<Span> merged(List<Span> spans) {
        var merged = new ArrayList<Span>();
        for (var span : spans) {
            var last = merged.isEmpty() ? null : merged.getLast();
            if (last != null && span.from().equals(last.to())) {
                merged.set(merged.size() - 1, new Span("", last.from(), span.to()));
            } else if (!span.from().equals(span.to())) {
                merged.add(new Span("", span.from(), span.to()));
            }
        }
        return merged;
    }

    private static Duration length(List<Span> spans) {
        return spans.stream()
                .map(span -> Duration.between(span.from(), span.end(Instant.now())))
                .reduce(Duration.ZERO, Duration::plus);
    }
}
