/** The first program to run: from a manifest to HTTPS that renews itself. */
package dev.perennial.samples.quickstart;
