/** Time under the control of a test. */
package dev.perennial.testkit;
