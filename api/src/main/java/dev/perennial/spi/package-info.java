/**
 * What a plug-in implements or is given: issuers, stores, approval, listeners. The resources
 * themselves live in {@code dev.perennial.model}; nothing here does the work.
 */
package dev.perennial.spi;
