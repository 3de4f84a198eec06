package io.reservoir.controller.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadCourseTest {
    private static final LoadCourse HILL =
            new LoadCourse(List.of(point(0, 2), point(10, 2), point(20, 12), point(40, 0)));

    @Test
    void runsStraightFromPointToPoint() {
        assertThat(HILL.at(Duration.ZERO)).isEqualTo(2);
        assertThat(HILL.at(Duration.ofSeconds(15))).isEqualTo(7);
        assertThat(HILL.at(Duration.ofSeconds(20))).isEqualTo(12);
        assertThat(HILL.at(Duration.ofSeconds(30))).isEqualTo(6);
    }

    @Test
    void thereIsNoLoadOutsideOfIt() {
        assertThat(HILL.at(Duration.ofMillis(-1))).isZero();
        assertThat(HILL.at(Duration.ofSeconds(40))).isZero();
        assertThat(HILL.length()).isEqualTo(Duration.ofSeconds(40));
    }

    @Test
    void refusesWhatIsNoCourse() {
        assertThatThrownBy(() -> new LoadCourse(List.of(point(0, 1)))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new LoadCourse(List.of(point(1, 1), point(2, 1))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new LoadCourse(List.of(point(0, 1), point(5, 1), point(5, 2))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new LoadCourse(List.of(point(0, 1), point(5, Double.NaN))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new LoadCourse(List.of(point(0, -1), point(5, 1))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static LoadCourse.Point point(int seconds, double perSecond) {
        return new LoadCourse.Point(Duration.ofSeconds(seconds), perSecond);
    }
}
