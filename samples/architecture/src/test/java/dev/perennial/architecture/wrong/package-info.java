/** Classes that break one rule each, so that every rule is seen to fail. */
package dev.perennial.architecture.wrong;
