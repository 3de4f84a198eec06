package io.reservoir.cluster.link;

import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** An authority and what it signs, made anew for a test with the JDK's own tool. */
final class TestCertificates {
    private static final String PASSWORD = "not-a-secret";

    private final Path directory;

    /** @param directory where it keeps its files */
    TestCertificates(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
        keytool("-genkeypair", "-alias", "ca", "-dname", "CN=test authority", "-ext", "bc:c", "-ext", "ku=kCS");
    }

    /** What a node at 127.0.0.1 shows, signed by this authority, which is the one that it believes. */
    LinkTls of(String name) throws IOException {
        return of(name, "SAN=dns:localhost,ip:127.0.0.1");
    }

    /** What a node at another address shows. */
    LinkTls ofAnotherHost(String name) throws IOException {
        return of(name, "SAN=dns:elsewhere.example");
    }

    private LinkTls of(String name, String extension) throws IOException {
        sign(name, extension);
        return new LinkTls(
                new PemKeyCertOptions()
                        .setCertPath(certificate(name).toString())
                        .setKeyPath(key(name).toString()),
                new PemTrustOptions().addCertPath(authority().toString()));
    }

    private Path certificate(String name) {
        return directory.resolve(name + ".pem");
    }

    private Path key(String name) {
        return directory.resolve(name + ".key");
    }

    private Path authority() throws IOException {
        var file = directory.resolve("ca.pem");
        if (!Files.exists(file)) {
            try {
                Files.writeString(
                        file, pem("CERTIFICATE", store().getCertificate("ca").getEncoded()));
            } catch (GeneralSecurityException e) {
                throw new IOException(e);
            }
        }
        return file;
    }

    private void sign(String name, String extension) throws IOException {
        keytool("-genkeypair", "-alias", name, "-dname", "CN=" + name, "-signer", "ca", "-ext", extension);
        try {
            var store = store();
            var chain = new StringBuilder();
            for (Certificate part : store.getCertificateChain(name)) {
                chain.append(pem("CERTIFICATE", part.getEncoded()));
            }
            Files.writeString(certificate(name), chain);
            var key = store.getKey(name, PASSWORD.toCharArray());
            Files.writeString(key(name), pem("PRIVATE KEY", key.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private KeyStore store() throws IOException, GeneralSecurityException {
        return KeyStore.getInstance(directory.resolve("store").toFile(), PASSWORD.toCharArray());
    }

    private static String pem(String what, byte[] bytes) {
        var text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n";
    }

    private void keytool(String... options) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(options));
        command.addAll(List.of(
                "-keystore", directory.resolve("store").toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
        command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1", "-validity", "2"));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + ": " + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
