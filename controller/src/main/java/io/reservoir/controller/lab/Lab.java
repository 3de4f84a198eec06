package io.reservoir.controller.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Two libvirt hosts on this machine and the guest that runs on them, by the scripts of {@code samples/lab}. Two labs
 * of one machine differ in directory, prefix and subnet.
 */
public final class Lab implements AutoCloseable {
    private final Path scripts;
    private final Path directory;
    private final List<String> hosts;

    private Lab(Path scripts, Path directory, List<String> hosts) {
        this.scripts = scripts;
        this.directory = directory;
        this.hosts = hosts;
    }

    /**
     * Brings the hosts up.
     *
     * @param directory where all is kept until it is closed, with a short path; made if need be
     * @param prefix of its namespaces and interfaces: up to eight small letters and digits
     * @param subnet the first three numbers of its addresses, such as {@code 10.77.0}
     * @throws LabUnavailable if the machine lacks something, or the prefix or the subnet is taken
     */
    public static Lab up(Path directory, String prefix, String subnet) throws IOException, InterruptedException {
        var scripts = directory.resolve("scripts");
        LabFiles.unpack(scripts);
        var place = directory.resolve("hosts");
        var hosts = run(scripts.resolve("lab"), "up", place.toString(), "--prefix", prefix, "--subnet", subnet);
        return new Lab(scripts, place, hosts);
    }

    /** How its hosts are reached, such as {@code qemu+tcp://10.77.0.11/system}. */
    public List<String> hosts() {
        return hosts;
    }

    /**
     * Builds the guest, or finds it built.
     *
     * @param directory for the scripts
     * @param cache where it is kept
     * @return its disk, in qcow2
     * @throws LabUnavailable if the machine lacks something that it is built with or from
     */
    public static Path guest(Path directory, Path cache) throws IOException, InterruptedException {
        LabFiles.unpack(directory);
        run(directory.resolve("guest").resolve("build"), cache.toString());
        return cache.resolve("guest.qcow2");
    }

    /** Ends the hosts and all that runs on them, and leaves nothing of them. */
    @Override
    public void close() {
        try {
            run(scripts.resolve("lab"), "down", directory.toString());
        } catch (IOException e) {
            throw new LabUnavailable(String.valueOf(e.getMessage()), null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> run(Path script, String... arguments) throws IOException, InterruptedException {
        var errors = Files.createTempFile("reservoir-lab", ".log");
        try {
            var command = new ArrayList<>(List.of("bash", script.toString()));
            command.addAll(List.of(arguments));
            var process = new ProcessBuilder(command)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectError(errors.toFile())
                    .start();
            List<String> lines;
            try (var out = process.inputReader(StandardCharsets.UTF_8)) {
                lines = out.lines().toList();
            }
            if (process.waitFor() != 0) {
                throw LabUnavailable.told(Files.readString(errors));
            }
            return lines;
        } finally {
            Files.delete(errors);
        }
    }
}
