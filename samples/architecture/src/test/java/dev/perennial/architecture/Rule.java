package dev.perennial.architecture;

import com.tngtech.archunit.lang.ArchRule;

/**
 * A rule of the design, with the class in {@code wrong} that breaks it.
 *
 * @param breaker simple name of a class below {@code dev.perennial.architecture.wrong}
 */
record Rule(String name, String breaker, ArchRule rule) {}
