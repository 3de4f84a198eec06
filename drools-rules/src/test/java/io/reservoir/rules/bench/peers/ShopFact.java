package io.reservoir.rules.bench.peers;

import io.reservoir.rules.bench.Averages;
import io.reservoir.rules.bench.Decisions;
import io.reservoir.rules.bench.Workload;
import java.util.Arrays;

/**
 * A service as rule engines see it: a bean with a property for each series, indicator and target. Numbers are NaN while
 * they are unknown.
 */
public final class ShopFact {
    private final double capacity;
    private final Averages averages = new Averages();
    private final double[] indicators = new double[Workload.INDICATORS];
    private final int[] targets = new int[Workload.ASSIGNMENTS];
    private int changes;

    ShopFact(double capacity) {
        this.capacity = capacity;
        Arrays.fill(indicators, Double.NaN);
        Arrays.fill(targets, Decisions.INITIAL);
    }

    void add(int series, long nanos, double value) {
        averages.add(series, nanos, value);
    }

    double series(int series) {
        return averages.of(series);
    }

    double indicator(int indicator) {
        return indicators[indicator];
    }

    void setIndicator(int indicator, double value) {
        indicators[indicator] = value;
    }

    int target(int assignment) {
        return targets[assignment];
    }

    void setTarget(int assignment, int target) {
        targets[assignment] = target;
        changes++;
    }

    /** How many targets have changed since the last call. */
    int takeChanges() {
        int taken = changes;
        changes = 0;
        return taken;
    }

    /** True if an indicator has to change, which an unknown one that stays unknown has not. */
    public static boolean differs(double standing, double value) {
        return Double.compare(standing, value) != 0;
    }

    public double getCapacity() {
        return capacity;
    }

    public double getA() {
        return averages.of(0);
    }

    public double getB() {
        return averages.of(1);
    }

    public double getC() {
        return averages.of(2);
    }

    public double getD() {
        return averages.of(3);
    }

    public double getE() {
        return averages.of(4);
    }

    public double getF() {
        return averages.of(5);
    }

    public double getG() {
        return averages.of(6);
    }

    public double getH() {
        return averages.of(7);
    }

    public double getX() {
        return indicators[0];
    }

    public void setX(double value) {
        setIndicator(0, value);
    }

    public double getY() {
        return indicators[1];
    }

    public void setY(double value) {
        setIndicator(1, value);
    }

    public double getZ() {
        return indicators[2];
    }

    public void setZ(double value) {
        setIndicator(2, value);
    }

    public int getReplicas1() {
        return targets[0];
    }

    public void setReplicas1(int target) {
        setTarget(0, target);
    }

    public int getReplicas2() {
        return targets[1];
    }

    public void setReplicas2(int target) {
        setTarget(1, target);
    }

    public int getReplicas3() {
        return targets[2];
    }

    public void setReplicas3(int target) {
        setTarget(2, target);
    }

    public int getReplicas4() {
        return targets[3];
    }

    public void setReplicas4(int target) {
        setTarget(3, target);
    }

    public int getCpu1() {
        return targets[4];
    }

    public void setCpu1(int target) {
        setTarget(4, target);
    }

    public int getCpu2() {
        return targets[5];
    }

    public void setCpu2(int target) {
        setTarget(5, target);
    }

    public int getCpu3() {
        return targets[6];
    }

    public void setCpu3(int target) {
        setTarget(6, target);
    }
}
