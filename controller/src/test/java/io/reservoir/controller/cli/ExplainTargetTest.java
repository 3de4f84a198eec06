package io.reservoir.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.controller.cli.ExplainTarget.OfEntry;
import io.reservoir.controller.cli.ExplainTarget.OfVariable;
import io.reservoir.controller.cli.ExplainTarget.OfVee;
import io.reservoir.model.decision.Variable;
import org.junit.jupiter.api.Test;

final class ExplainTargetTest {
    @Test
    void takesAComponentAloneForItsReplicas() {
        assertThat(ExplainTarget.parse("C1")).isEqualTo(new OfVariable(Variable.replicas("C1")));
    }

    @Test
    void readsAVariableAsPeopleWriteIt() {
        assertThat(ExplainTarget.parse("replicas ( C1 )")).isEqualTo(new OfVariable(Variable.replicas("C1")));
        assertThat(ExplainTarget.parse("cpu(C2)")).isEqualTo(new OfVariable(new Variable(Variable.Kind.CPU, "C2")));
    }

    @Test
    void readsAVeeWithAndWithoutLifeAndService() {
        assertThat(ExplainTarget.parse("C1[3]")).isEqualTo(new OfVee(new Replica(null, "C1", 3, null)));
        assertThat(ExplainTarget.parse("WebShop/C1[3]#2")).isEqualTo(new OfVee(new Replica("WebShop", "C1", 3, 2)));
    }

    @Test
    void readsAnEntryWithAndWithoutItsSign() {
        assertThat(ExplainTarget.parse("#1234")).isEqualTo(new OfEntry(1234));
        assertThat(ExplainTarget.parse("1234")).isEqualTo(new OfEntry(1234));
    }
}
