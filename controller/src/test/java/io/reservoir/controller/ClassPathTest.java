package io.reservoir.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What could run text as code is not there to be called. */
class ClassPathTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"org.mvel2.MVEL", "com.thoughtworks.xstream.XStream", "org.drools.mvel.MVELConditionEvaluator"})
    void neitherMvelNorXstreamIsOnTheClassPath(String name) {
        assertThatThrownBy(() -> Class.forName(name)).isInstanceOf(ClassNotFoundException.class);
    }

    @Test
    void theClassPathThatIsSearchedHoldsTheEngine() throws ClassNotFoundException {
        assertThat(Class.forName("org.drools.model.PatternDSL")).hasPublicMethods("rule");
    }
}
