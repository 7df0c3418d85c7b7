package dev.perennial.model;

import java.time.Duration;

/**
 * A time in which renewals may happen: {@code [start, start + windowDuration)} for each start that
 * the schedule gives. Immutable.
 *
 * @param cron when a window starts: five fields, or a descriptor such as {@code @daily}
 * @param windowDuration how long it is open, above zero
 * @param timezone the IANA zone of the schedule; empty means UTC
 */
public record RenewalWindow(String cron, Duration windowDuration, String timezone) {}
