package io.reservoir.cluster.link;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HandshakeTest {
    private static final LinkIdentity OWN = new LinkIdentity("east", "1.4.2", 3, "a/1");

    private static String objection(String cluster, String release, int schema, String node) {
        return Handshake.objection(OWN, Handshake.LINK, new LinkIdentity(cluster, release, schema, node));
    }

    @Test
    void takesANodeOfTheSameReleaseAndOfItsNeighbours() {
        assertThat(objection("east", "1.4.2", 3, "b/1")).isNull();
        assertThat(objection("east", "1.4.0", 3, "b/1")).isNull();
        assertThat(objection("east", "1.5.0-SNAPSHOT", 4, "b/1")).isNull();
        assertThat(objection("east", "1.3.9", 2, "b/1")).isNull();
    }

    @Test
    void refusesAnotherCluster() {
        assertThat(objection("west", "1.4.2", 3, "b/1")).isEqualTo("it is of cluster `west`, this node of `east`");
    }

    @Test
    void refusesReleasesThatAreNotNeighbours() {
        assertThat(objection("east", "1.6.0", 3, "b/1")).contains("1.6.0", "1.4.2", "neighbouring");
        assertThat(objection("east", "1.2.0", 3, "b/1")).contains("neighbouring");
        assertThat(objection("east", "2.4.2", 3, "b/1")).contains("neighbouring");
        assertThat(objection("east", "unknown", 3, "b/1")).contains("neighbouring");
        assertThat(objection("east", "99999999999999.4.2", 3, "b/1")).contains("neighbouring");
    }

    @Test
    void refusesAnotherSchemaOfTheSameRelease() {
        assertThat(objection("east", "1.4.2", 4, "b/1")).isEqualTo("it works with schema 4, this node with 3");
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
