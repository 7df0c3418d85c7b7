/** Plug-ins that go wrong when a test says so. */
package dev.perennial.testkit.fault;
