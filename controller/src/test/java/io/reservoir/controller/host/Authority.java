package io.reservoir.controller.host;

import io.reservoir.controller.api.http.TlsSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Signs certificates for a test, with the keytool of the JDK that runs it. */
public final class Authority {
    private static final String PASSWORD = "changeit";

    private final Path directory;
    private final Path store;

    public Authority(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
        store = directory.resolve("authority.p12");
        pair(store, "CN=authority", "-ext", "bc:c");
        keytool("-exportcert", "-rfc", "-keystore", store, "-alias", "it", "-file", directory.resolve("ca.pem"));
    }

    /** A certificate for a process, of that name and with those extensions of keytool. */
    public TlsSettings issue(String name, String... extensions) throws IOException {
        var own = directory.resolve(name + ".p12");
        var request = directory.resolve(name + ".csr");
        var certificate = directory.resolve(name + ".pem");
        pair(own, "CN=" + name);
        keytool("-certreq", "-keystore", own, "-alias", "it", "-file", request);
        var sign = new ArrayList<Object>(List.of(
                "-gencert", "-rfc", "-keystore", store, "-alias", "it", "-infile", request, "-outfile", certificate));
        for (var extension : extensions) {
            sign.addAll(List.of("-ext", extension));
        }
        keytool(sign.toArray());
        return new TlsSettings(certificate, key(own, name), directory.resolve("ca.pem"));
    }

    private Path key(Path own, String name) throws IOException {
        try {
            var keys = KeyStore.getInstance(own.toFile(), PASSWORD.toCharArray());
            var encoded = keys.getKey("it", PASSWORD.toCharArray()).getEncoded();
            var text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
            return Files.writeString(
                    directory.resolve(name + ".key"),
                    "-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n");
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static void pair(Path keystore, String name, Object... more) throws IOException {
        var command = new ArrayList<Object>(List.of(
                "-genkeypair", "-keyalg", "EC", "-groupname", "secp256r1", "-validity", "2", "-keystore", keystore));
        command.addAll(List.of("-alias", "it", "-dname", name));
        command.addAll(List.of(more));
        keytool(command.toArray());
    }

    private static void keytool(Object... arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        for (var argument : arguments) {
            command.add(argument.toString());
        }
        command.addAll(List.of("-storepass", PASSWORD, "-storetype", "PKCS12"));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(command + ": " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
