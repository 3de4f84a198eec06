package io.reservoir.rules.compile;

import io.reservoir.dsl.program.CheckedService;
import io.reservoir.dsl.program.Input;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The content address of a program's rules: SHA-256 over its inputs and statements with the constants lifted out.
 * Services of one shape share their rules, whatever numbers their authors wrote.
 */
public record Shape(String digest) {
    private static final int SHORT = 16;

    public static Shape of(CheckedService program) {
        var text = new Digest();
        text.add("reservoir shape 1");
        text.add(program.inputs().size());
        for (var input : program.inputs()) {
            switch (input) {
                case Input.Windowed(var metric, var component, var replica, var overTime, var window, var _text) -> {
                    text.add("windowed");
                    text.add(metric);
                    text.add(component);
                    text.add(replica);
                    text.add(overTime.toString());
                    text.add(window.toString());
                }
                case Input.Current(var component, var _text) -> {
                    text.add("current");
                    text.add(component);
                }
                case Input.Ready(var component, var _text) -> {
                    text.add("ready");
                    text.add(component);
                }
                case Input.During(var calendar) -> {
                    text.add("during");
                    text.add(calendar);
                }
                case Input.Previous(var indicator, var component) -> {
                    text.add("previous");
                    text.add(indicator);
                    text.add(component);
                }
                case Input.Price(var component, var _text) -> {
                    text.add("price");
                    text.add(component);
                }
                case Input.BudgetLeft(var _text) -> text.add("budget");
                case Input.BurnRate(var component, var _text) -> {
                    text.add("burn rate");
                    text.add(component);
                }
                case Input.Forecast(var metric, var component, var ahead, var _text) -> {
                    text.add("forecast");
                    text.add(metric);
                    text.add(component);
                    text.add(ahead.toString());
                }
            }
        }
        text.add(program.indicators().size());
        for (var indicator : program.indicators()) {
            text.add(indicator.id());
            text.add(Canonical.of(indicator));
            var measured = indicator.measured();
            text.add(measured == null ? -1 : measured);
        }
        text.add(program.assignments().size());
        for (var assignment : program.assignments()) {
            text.add(assignment.id());
            text.add(Canonical.of(assignment));
        }
        return new Shape(text.hex());
    }

    /** The package of its rules: an identifier, unique for all practical purposes. */
    public String packageName() {
        return "shape" + digest.substring(0, SHORT);
    }

    @Override
    public String toString() {
        return digest.substring(0, SHORT);
    }

    /** Feeds parts with their lengths, so that no two lists of parts look alike. */
    private static final class Digest {
        private final MessageDigest sha256;

        Digest() {
            try {
                sha256 = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has SHA-256", e);
            }
        }

        void add(String part) {
            var bytes = part.getBytes(StandardCharsets.UTF_8);
            add(bytes.length);
            sha256.update(bytes);
        }

        void add(int number) {
            sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(number).flip());
        }

        String hex() {
            return HexFormat.of().formatHex(sha256.digest());
        }
    }
}
