package io.reservoir.controller.host;

import io.reservoir.model.port.Ids;
import io.reservoir.model.port.Witness.Evidence;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.service.Size;
import io.reservoir.model.vee.VeeId;
import io.reservoir.model.vee.VeeState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What became of the VEEs of a host, noted one after another: numbered without a gap, on the disk before anybody sees
 * it, kept until its service has acknowledged it. Safe for use by many threads.
 */
final class EvidenceLog implements AutoCloseable {
    /** As many news are kept all together or not at all. */
    static final int AT_ONCE = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(EvidenceLog.class);
    private static final String JOURNAL = "journal ";
    private static final String KNOWN = "known ";
    private static final String NOTED = "noted ";
    private static final String TAKEN = "taken ";
    private static final String LEFT = "LEFT";
    private static final int DEAD_RECORDS_ALLOWED = 10_000;

    private final RecordLog log;
    private final Map<VeeId, Known> known = new TreeMap<>();
    private final NavigableMap<Long, Evidence> open = new TreeMap<>();
    private String journal = "";
    private long last;

    /**
     * What is known of a VEE.
     *
     * @param at since when
     */
    record Known(VeeState state, Size size, Instant at) {}

    /**
     * What is to be noted.
     *
     * @param state null where the VEE left for another host
     */
    record News(VeeId vee, @Nullable VeeState state, Size size, Instant at) {}

    private EvidenceLog(RecordLog log) {
        this.log = log;
    }

    /** Opens the log in a file, which is made if need be: then it is a journal of its own. */
    static EvidenceLog open(Path file, Ids ids) throws IOException {
        var opened = RecordLog.open(file);
        var evidence = new EvidenceLog(opened.log());
        try {
            if (opened.texts().isEmpty()) {
                evidence.keep(JOURNAL + ids.next().replace(' ', '-') + " 0");
            } else {
                opened.texts().forEach(evidence::learn);
            }
            return evidence;
        } catch (IOException | RuntimeException e) {
            evidence.close();
            throw e;
        }
    }

    private void keep(String text) throws IOException {
        log.append(text);
        learn(text);
    }

    private void learn(String text) {
        var kind = text.substring(0, text.indexOf(' ') + 1);
        var rest = text.substring(kind.length());
        switch (kind) {
            case JOURNAL -> {
                var fields = rest.split(" ", -1);
                journal = fields[0];
                last = Long.parseLong(fields[1]);
            }
            case KNOWN -> learn(news(rest.split(" ", -1)));
            case NOTED -> {
                for (var item : rest.split("\\|", -1)) {
                    var fields = item.split(" ", 2);
                    var news = news(fields[1].split(" ", -1));
                    last = Long.parseLong(fields[0]);
                    open.put(last, new Evidence(last, news.vee, news.state, news.size, news.at));
                    learn(news);
                }
            }
            case TAKEN -> {
                var fields = rest.split(" ", -1);
                forget(new ServiceId(fields[0]), Long.parseLong(fields[1]));
            }
            default -> throw new IllegalStateException("no such record: " + text);
        }
    }

    private void learn(News news) {
        if (news.state == null || news.state == VeeState.DESTROYED) {
            known.remove(news.vee);
        } else {
            known.put(news.vee, new Known(news.state, news.size, news.at));
        }
    }

    private void forget(ServiceId service, long through) {
        open.headMap(through, true).values().removeIf(e -> e.vee().service().equals(service));
    }

    /** What is known of each VEE on the host. */
    synchronized Map<VeeId, Known> known() {
        return Map.copyOf(known);
    }

    synchronized @Nullable Known known(VeeId vee) {
        return known.get(vee);
    }

    /** Notes what is news, each in its turn; what is known already is passed over. */
    synchronized void note(List<News> all) throws IOException {
        var items = new ArrayList<String>();
        var number = last;
        var sofar = new HashMap<VeeId, @Nullable Known>();
        for (var news : all) {
            var before = sofar.containsKey(news.vee) ? sofar.get(news.vee) : known.get(news.vee);
            if (!isNews(news, before)) {
                continue;
            }
            number++;
            var at = before != null && before.at.isAfter(news.at) ? before.at : news.at;
            items.add(number + " " + text(news.vee, news.state, news.size, at));
            sofar.put(news.vee, news.state == null ? null : new Known(news.state, news.size, at));
            if (items.size() == AT_ONCE) {
                keep(NOTED + String.join("|", items));
                items.clear();
            }
        }
        if (!items.isEmpty()) {
            keep(NOTED + String.join("|", items));
        }
        shorten();
    }

    private static boolean isNews(News news, @Nullable Known before) {
        if (before == null || before.state == VeeState.DESTROYED) {
            return news.state != null && news.state != VeeState.DESTROYED;
        }
        return news.state != before.state || !news.size.equals(before.size);
    }

    /** What is not acknowledged and has a greater number, oldest first, so many at most. */
    synchronized List<Evidence> after(long number, int most) {
        return open.tailMap(number, false).values().stream().limit(most).toList();
    }

    /** What each service has up to its number is forgotten; false, and nothing is, for another journal. */
    synchronized boolean acknowledge(String itsJournal, Map<ServiceId, Long> through) throws IOException {
        if (!itsJournal.equals(journal)) {
            return false;
        }
        for (var service : through.entrySet()) {
            var mine = open.headMap(service.getValue(), true).values().stream()
                    .anyMatch(e -> e.vee().service().equals(service.getKey()));
            if (mine) {
                keep(TAKEN + service.getKey() + " " + service.getValue());
            }
        }
        shorten();
        return true;
    }

    synchronized String journal() {
        return journal;
    }

    /** How many are not acknowledged. */
    synchronized int size() {
        return open.size();
    }

    /** What was kept is on the disk already, so it stands even if this fails. */
    private void shorten() {
        if (log.records() <= known.size() + open.size() + DEAD_RECORDS_ALLOWED) {
            return;
        }
        var texts = new ArrayList<String>();
        texts.add(JOURNAL + journal + " " + last);
        open.values().forEach(e -> texts.add(NOTED + e.number() + " " + text(e.vee(), e.state(), e.size(), e.at())));
        known.forEach((vee, k) -> texts.add(KNOWN + text(vee, k.state, k.size, k.at)));
        texts.add(JOURNAL + journal + " " + last);
        try {
            log.rewrite(texts);
        } catch (IOException e) {
            LOG.warn("the evidence of a host cannot be made shorter", e);
        }
    }

    private static String text(VeeId vee, @Nullable VeeState state, Size size, Instant at) {
        return Arrays.asList(vee, state == null ? LEFT : state, size.vcpus(), size.memoryBytes(), size.diskBytes(), at)
                .stream()
                .map(String::valueOf)
                .collect(Collectors.joining(" "));
    }

    private static News news(String[] fields) {
        return new News(
                VeeId.parse(fields[0]),
                fields[1].equals(LEFT) ? null : VeeState.valueOf(fields[1]),
                new Size(Integer.parseInt(fields[2]), Long.parseLong(fields[3]), Long.parseLong(fields[4])),
                Instant.parse(fields[5]));
    }

    @Override
    public synchronized void close() throws IOException {
        log.close();
    }
}
