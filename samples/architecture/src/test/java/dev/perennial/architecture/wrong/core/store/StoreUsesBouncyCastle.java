package dev.perennial.architecture.wrong.core.store;

import org.bouncycastle.asn1.ASN1Object;

/** A store that does cryptography. */
final class StoreUsesBouncyCastle {
  ASN1Object target;
}
