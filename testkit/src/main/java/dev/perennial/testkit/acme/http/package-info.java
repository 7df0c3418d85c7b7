/**
 * The HTTPS side of the ACME test CA: a server of one file that can also answer badly. The JDK's
 * own server writes the machine's date into each answer and needs 40 ms for one, since it sends
 * header and body apart; see {@link dev.perennial.testkit.acme.http.HttpsListener}.
 */
package dev.perennial.testkit.acme.http;
