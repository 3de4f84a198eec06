package io.reservoir.controller.replay;

/** Follows one number through time and counts how often it moved and how often it turned round. */
final class Course {
    private int last;
    private int direction;
    private int moves;
    private int flips;
    private boolean begun;

    void to(int value) {
        if (begun && value != last) {
            var now = Integer.signum(value - last);
            moves++;
            if (direction != 0 && now != direction) {
                flips++;
            }
            direction = now;
        }
        last = value;
        begun = true;
    }

    int value() {
        return last;
    }

    int moves() {
        return moves;
    }

    int flips() {
        return flips;
    }
}
