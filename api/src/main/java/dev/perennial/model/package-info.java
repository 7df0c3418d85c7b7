/**
 * The resources that a host declares and Perennial keeps: certificates, requests, issuers and
 * secrets, with their parts and the rules they obey. No behaviour beyond validation lives here.
 */
package dev.perennial.model;
