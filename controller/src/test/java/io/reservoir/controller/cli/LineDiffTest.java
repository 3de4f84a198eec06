package io.reservoir.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LineDiffTest {
    private static String numbers(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(i -> i + "\n").collect(Collectors.joining());
    }

    @Test
    void equalTextsDoNotDiffer() {
        assertThat(LineDiff.of("x", "a\n", "a\n")).isEmpty();
    }

    @Test
    void aHunkHasThreeLinesAround() {
        assertThat(LineDiff.of("x", numbers(1, 20), numbers(1, 9) + "ten\n" + numbers(11, 20)))
                .isEqualTo("--- x\n+++ x\n@@ -7,7 +7,7 @@\n 7\n 8\n 9\n-10\n+ten\n 11\n 12\n 13\n");
    }

    @Test
    void changesFarApartAreTwoHunks() {
        var diff = LineDiff.of("x", numbers(1, 30), "0\n" + numbers(1, 29));
        assertThat(diff.lines().filter(line -> line.startsWith("@@")))
                .containsExactly("@@ -1,3 +1,4 @@", "@@ -27,4 +28,3 @@");
    }

    @Test
    void somethingComesFromNothingAndTheOtherWayAround() {
        assertThat(LineDiff.of("x", "", "a\n")).isEqualTo("--- x\n+++ x\n@@ -0,0 +1,1 @@\n+a\n");
        assertThat(LineDiff.of("x", "a\n", "")).isEqualTo("--- x\n+++ x\n@@ -1,1 +0,0 @@\n-a\n");
    }

    @Test
    void aLastLineWithoutAnEndIsMarked() {
        assertThat(LineDiff.of("x", "a", "a\n"))
                .isEqualTo("--- x\n+++ x\n@@ -1,1 +1,1 @@\n-a\n\\ No newline at end of file\n+a\n");
    }

    @Test
    void longTextsAreReplacedAsAWhole() {
        var odd = IntStream.range(0, 3_000).mapToObj(i -> "a" + i + "\n").collect(Collectors.joining());
        assertThat(LineDiff.of("x", odd, odd.replace("a", "b"))).contains("@@ -1,3000 +1,3000 @@");
    }
}
