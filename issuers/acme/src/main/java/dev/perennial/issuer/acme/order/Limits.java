package dev.perennial.issuer.acme.order;

import java.time.Duration;

/**
 * What an issuer allows itself. Immutable.
 *
 * @param challenges how many challenges may be under way at a time
 * @param newOrders how many orders may be placed in a window
 * @param window the window
 */
public record Limits(int challenges, int newOrders, Duration window) {}
