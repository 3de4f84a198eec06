package io.reservoir.controller.api.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;

/**
 * How a process of this site shows who it is, and whom it trusts: PEM files. Both sides of a connection show a
 * certificate.
 *
 * @param certificate its own, and those between it and the authority's if there are any
 * @param key its private key, PKCS #8 and not encrypted
 * @param authority the certificate by which those of all others must be signed
 */
public record TlsSettings(Path certificate, Path key, Path authority) {
    /** Reads the files once; what is wrong with them is an {@link IllegalArgumentException} for who named them. */
    public TlsSettings {
        requireCertificate(certificate);
        requireCertificate(authority);
        requireKey(key);
    }

    private static void requireCertificate(Path file) {
        try (var in = open(file)) {
            CertificateFactory.getInstance("X.509").generateCertificate(in);
        } catch (CertificateException e) {
            throw new IllegalArgumentException(file + " is no certificate in PEM", e);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static void requireKey(Path file) {
        try (var in = open(file)) {
            var text = new String(in.readNBytes(1 << 20), StandardCharsets.ISO_8859_1);
            if (!text.contains("-----BEGIN PRIVATE KEY-----")) {
                throw new IllegalArgumentException(file + " is no private key in PEM, PKCS #8 and not encrypted");
            }
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static InputStream open(Path file) throws IOException {
        return Files.newInputStream(file);
    }

    private static IllegalArgumentException unreadable(Path file, IOException e) {
        return new IllegalArgumentException("cannot read " + file + ": " + e.getMessage(), e);
    }
}
