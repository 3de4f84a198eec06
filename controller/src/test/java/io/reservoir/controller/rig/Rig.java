package io.reservoir.controller.rig;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reservoir.model.ledger.Shard;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Three controllers, a PostgreSQL and two host agents, each a process in a network namespace of its own. */
final class Rig implements AutoCloseable {
    static final List<String> NODES = List.of("n1", "n2", "n3");
    static final List<String> HOSTS = List.of("h1", "h2");
    private static final String NAMESPACE = "rig-";
    private static final String DATABASE = "db";
    private static final String NETWORK = "10.99.77.";
    private static final int API = 7070;
    private static final int MEMBERSHIP = 5701;
    private static final int AGENT = 7080;
    private static final int AGENT_MEGABYTES = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final Duration START = Duration.ofMinutes(2);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path directory;
    private final List<AutoCloseable> toClose = new ArrayList<>();
    private final Map<String, Station> stations = new LinkedHashMap<>();
    private final Map<String, List<String>> arguments = new LinkedHashMap<>();
    private final Map<String, SmallDisk> disks = new LinkedHashMap<>();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final Wire wire;
    private final RigDatabase database;

    /** What a request was answered. */
    record Answer(int status, String body) {
        boolean isDone() {
            return status / 100 == 2;
        }

        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(body, e);
            }
        }
    }

    private Rig(Path directory) throws Exception {
        this.directory = directory;
        // a build that is broken off leaves nothing either
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
        kept(turn());
        SmallDisk.removeLeftovers();
        wire = kept(Wire.open(NAMESPACE + "wire"));
        try {
            wire.plugInHere(NAMESPACE + "here", NETWORK + "1/24");
            var number = 10;
            for (var name : Stream.of(NODES, HOSTS, List.of(DATABASE))
                    .flatMap(Collection::stream)
                    .toList()) {
                number++;
                wire.plugIn(NAMESPACE + name, NETWORK + number + "/24");
            }
            database = kept(RigDatabase.start(directory, NAMESPACE + DATABASE, address(DATABASE), NETWORK + "0/24"));
        } catch (Exception | Error e) {
            close();
            throw e;
        }
    }

    /** As it is shipped. */
    static Rig start(Path directory) throws Exception {
        return start(directory, Program.reservoir("serve"), Program.reservoir("host"));
    }

    /** Starts everything and returns when every shard is worked on. */
    static Rig start(Path directory, Program controller, Program agent) throws Exception {
        var rig = new Rig(directory);
        try {
            HOSTS.forEach(name -> rig.addAgent(name, agent));
            NODES.forEach(name -> rig.addNode(name, controller));
            rig.awaitSettled(START);
            rig.database.beginToNote();
            return rig;
        } catch (Exception | Error e) {
            rig.close();
            throw e;
        }
    }

    /** All rigs of a machine have the same names: the next one waits until it is its turn. */
    private static FileChannel turn() throws IOException {
        var file = Path.of(System.getProperty("java.io.tmpdir"), "reservoir-rig.lock");
        var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            System.err.println("waiting until another rig on this machine has ended");
            channel.lock();
        }
        return channel;
    }

    private <T extends AutoCloseable> T kept(T closeable) {
        toClose.add(closeable);
        return closeable;
    }

    private void addAgent(String name, Program program) {
        var disk = kept(SmallDisk.mount(directory.resolve(NAMESPACE + name), AGENT_MEGABYTES));
        disks.put(name, disk);
        var options = List.of(
                "--connect",
                "sim:" + name + ",domain=Domain1,cpus=4000,memory=4TB,disk=40TB,boot=500ms",
                "--data",
                disk.root().resolve("data").toString(),
                "--listen",
                address(name) + ":" + AGENT,
                "--insecure-network-is-trusted");
        add(name, program, options);
    }

    private void addNode(String name, Program program) {
        var options = new ArrayList<>(List.of("--cluster", "rig", "--node", name));
        NODES.forEach(member -> options.addAll(List.of("--member", member + "=" + address(member) + ":" + MEMBERSHIP)));
        options.addAll(List.of("--address", address(name), "--port", Integer.toString(API)));
        options.addAll(List.of("--database", database.url(), "--database-user", "postgres"));
        options.addAll(List.of("--data", directory.resolve(name).toString(), "--pass-every", "200ms"));
        HOSTS.forEach(host -> options.addAll(List.of(
                "--host", "agent:http://" + address(host) + ":" + AGENT + ",name=" + host + ",domain=Domain1")));
        options.add("--insecure-network-is-trusted");
        add(name, program, options);
    }

    private void add(String name, Program program, List<String> options) {
        arguments.put(name, options);
        var station = kept(
                new Station(NAMESPACE + name, program.command(options), directory.resolve(NAMESPACE + name + ".log")));
        stations.put(name, station);
        station.start();
    }

    /** When it is started next, a controller or an agent is that program. */
    void become(String name, Program program) {
        station(name).become(program.command(arguments.get(name)));
    }

    RigDatabase database() {
        return database;
    }

    Station station(String name) {
        return Objects.requireNonNull(stations.get(name), name);
    }

    SmallDisk disk(String host) {
        return Objects.requireNonNull(disks.get(host), host);
    }

    /** What the agent of a host has noted, in its file. */
    Path evidence(String host) {
        return disk(host).root().resolve("data/evidence.log");
    }

    String address(String name) {
        return wire.addressOf(NAMESPACE + name);
    }

    /** The name of the node of that address, or of an owner. */
    String nameOf(String addressOrOwner) {
        return NODES.stream()
                .filter(name -> address(name).equals(addressOrOwner) || addressOrOwner.startsWith(name + "/"))
                .findFirst()
                .orElse(addressOrOwner);
    }

    /** Those that a node speaks to, but the one itself. */
    List<String> othersThan(String name) {
        return Stream.of(NODES, HOSTS, List.of(DATABASE))
                .flatMap(Collection::stream)
                .filter(other -> !other.equals(name))
                .toList();
    }

    void cut(String from, String to) {
        wire.cut(NAMESPACE + from, NAMESPACE + to);
    }

    void cutBoth(String one, String other) {
        cut(one, other);
        cut(other, one);
    }

    void lose(int percent) {
        wire.lose(percent);
    }

    /** Nothing is wrong any more: the network is whole, clocks are right, the disks have room, everything runs. */
    void mend() throws InterruptedException {
        wire.mend();
        database.server().clock().setRight();
        stations.values().forEach(station -> station.clock().setRight());
        disks.values().forEach(SmallDisk::free);
        database.disk().free();
        database.server().goOn();
        database.awaitUp();
        for (var station : stations.values()) {
            if (station.isAlive()) {
                station.goOn();
            } else {
                station.start();
            }
        }
    }

    /** Asks a node for something; null where it does not answer in time. */
    @Nullable
    Answer ask(String node, String method, String path, @Nullable String body) {
        var publisher = body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body);
        var request = HttpRequest.newBuilder(URI.create("http://" + address(node) + ":" + port(node) + path))
                .timeout(PATIENCE)
                .header("Content-Type", path.endsWith("/readings") ? "application/json" : "text/plain")
                .method(method, publisher)
                .build();
        try {
            var response = client.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private static int port(String name) {
        return HOSTS.contains(name) ? AGENT : API;
    }

    /** The sum of a metric over its labels that contain a text; 0 where there is no answer. */
    double metric(String name, String metric, String label) {
        var answer = ask(name, "GET", "/metrics", null);
        return answer == null
                ? 0
                : answer.body()
                        .lines()
                        .filter(line -> line.startsWith(metric) && line.contains(label))
                        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                        .sum();
    }

    /** Why not every node works on its share of all shards; null where each does. */
    @Nullable
    String unsettled() {
        var sum = 0;
        for (var name : NODES) {
            var answer = ask(name, "GET", "/v1/cluster", null);
            if (answer == null || !answer.isDone()) {
                return name + " does not answer";
            }
            var shards = answer.json().at("/load/shards").asInt();
            if (answer.json().has("why") || shards == 0) {
                return name + " works on nothing: " + answer.json().path("why").asText("it was given nothing yet");
            }
            sum += shards;
        }
        if (sum != Shard.COUNT) {
            return sum + " shards are worked on";
        }
        for (var host : HOSTS) {
            var answer = ask(host, "GET", "/metrics", null);
            if (answer == null) {
                return host + " does not answer";
            }
        }
        return null;
    }

    /** Waits until every node works on its share. */
    void awaitSettled(Duration most) throws InterruptedException {
        await(most, this::unsettled);
    }

    /** Waits until there is no reason any more why something is not so. */
    void await(Duration most, Supplier<@Nullable String> whyNot) throws InterruptedException {
        var until = System.nanoTime() + most.toNanos();
        var why = whyNot.get();
        while (why != null) {
            if (System.nanoTime() > until) {
                throw new AssertionError("not within " + most.toSeconds() + " s: " + why + "\n" + lastWords());
            }
            Thread.sleep(100);
            why = whyNot.get();
        }
    }

    /** Waits for that long, or until something is so. */
    static boolean isSoWithin(Duration most, BooleanSupplier condition) throws InterruptedException {
        var until = System.nanoTime() + most.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > until) {
                return false;
            }
            Thread.sleep(50);
        }
        return true;
    }

    /** The ends of all logs. */
    String lastWords() {
        var words = new StringBuilder();
        stations.values().forEach(station -> words.append(station.lastWords()).append('\n'));
        return words.append(database.server().lastWords()).toString();
    }

    @Override
    public synchronized void close() {
        client.shutdownNow();
        for (var one : toClose.reversed()) {
            try {
                one.close();
            } catch (Exception e) {
                System.err.println("not cleaned up: " + e);
            }
        }
        toClose.clear();
    }
}
