package io.reservoir.rules.session;

/** The latest view of a service's costs. */
final class CostsOfService {
    private CostView view = CostView.UNKNOWN;

    void update(CostView next) {
        view = next;
    }

    CostView view() {
        return view;
    }

    double price(String component) {
        return view.pricePerSecond().getOrDefault(component, Double.NaN);
    }
}
