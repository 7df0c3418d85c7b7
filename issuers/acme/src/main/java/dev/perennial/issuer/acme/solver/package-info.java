/** Shows the answers of each type of challenge, and sees whether a CA would see them. */
package dev.perennial.issuer.acme.solver;
