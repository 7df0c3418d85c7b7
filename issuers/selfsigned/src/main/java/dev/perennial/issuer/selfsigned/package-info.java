/** The SelfSigned issuer of cert-manager. Only the provider is for users. */
package dev.perennial.issuer.selfsigned;
