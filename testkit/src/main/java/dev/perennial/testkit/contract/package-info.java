/**
 * What an implementation of a plug-in interface must do, as tests to inherit. An implementation is
 * correct when its subclass of the contract passes; each rule has been seen to catch a store that
 * breaks it.
 */
package dev.perennial.testkit.contract;
