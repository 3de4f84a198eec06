package io.reservoir.cluster.link;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandshakeTest {
    private static final LinkIdentity OWN = new LinkIdentity("east", "1.4.2", 3, "a/1");

    private static String objection(String cluster, String release, int schema, String node) {
        return Handshake.objection(OWN, Handshake.LINK, new LinkIdentity(cluster, release, schema, node));
    }

    @Test
    void takesANodeOfTheSameLine() {
        assertThat(objection("east", "1.4.2", 3, "b/1")).isNull();
        assertThat(objection("east", "1.4.0", 3, "b/1")).isNull();
        assertThat(objection("east", "1.4.3-SNAPSHOT", 3, "b/1")).isNull();
    }

    @Test
    void refusesAnotherCluster() {
        assertThat(objection("west", "1.4.2", 3, "b/1")).isEqualTo("it is of cluster `west`, this node of `east`");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5.0", "1.3.9", "2.4.2", "1.40.2", "1", "unknown"})
    void refusesReleasesOfOtherLines(String release) {
        assertThat(objection("east", release, 3, "b/1"))
                .isEqualTo("it is of release " + release
                        + ", this node of 1.4.2: only releases of one line work together");
    }

    @Test
    void takesABuildWithoutAVersionForALineOfItsOwn() {
        var own = new LinkIdentity("east", "unknown", 3, "a/1");
        assertThat(Handshake.objection(own, Handshake.LINK, new LinkIdentity("east", "unknown", 3, "b/1")))
                .isNull();
    }

    @Test
    void refusesAnotherSchemaOfTheSameLine() {
        assertThat(objection("east", "1.4.2", 4, "b/1")).isEqualTo("it works with schema 4, this node with 3");
        assertThat(objection("east", "1.4.3", 4, "b/1")).isEqualTo("it works with schema 4, this node with 3");
    }

    @Test
    void refusesAnotherVersionOfTheLink() {
        assertThat(Handshake.objection(OWN, 2, new LinkIdentity("east", "1.4.2", 3, "b/1")))
                .contains("version 2 of the link", "version 1");
    }

    @Test
    void refusesItself() {
        assertThat(objection("east", "1.4.2", 3, "a/1")).contains("this node itself");
    }
}
