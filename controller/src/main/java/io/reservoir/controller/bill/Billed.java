package io.reservoir.controller.bill;

/** What came of asking for a bill. */
public sealed interface Billed permits Statement, Unrated {}
