package dev.perennial.samples.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/** Passes everything on and counts what choosing an alias takes. One thread at a time. */
final class AliasMeter extends X509ExtendedKeyManager {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final X509ExtendedKeyManager keys;
  private long calls;
  private long nanos;
  private long bytes;

  AliasMeter(X509ExtendedKeyManager keys) {
    this.keys = keys;
  }

  void reset() {
    calls = 0;
    nanos = 0;
    bytes = 0;
  }

  /** Returns the nanoseconds of one call, those for asking the time included. */
  long nanos() {
    return nanos / Math.max(1, calls);
  }

  /** Returns the bytes that one call allocates. */
  long bytes() {
    return bytes / Math.max(1, calls);
  }

  @Override
  public String chooseEngineServerAlias(String type, Principal[] issuers, SSLEngine engine) {
    long bytesBefore = THREADS.getCurrentThreadAllocatedBytes();
    long began = System.nanoTime();
    String alias = keys.chooseEngineServerAlias(type, issuers, engine);
    nanos += System.nanoTime() - began;
    bytes += THREADS.getCurrentThreadAllocatedBytes() - bytesBefore;
    calls++;
    return alias;
  }

  @Override
  public PrivateKey getPrivateKey(String alias) {
    return keys.getPrivateKey(alias);
  }

  @Override
  public X509Certificate[] getCertificateChain(String alias) {
    return keys.getCertificateChain(alias);
  }

  @Override
  public String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
    return keys.chooseServerAlias(type, issuers, socket);
  }

  @Override
  public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
    return keys.chooseClientAlias(types, issuers, socket);
  }

  @Override
  public String[] getServerAliases(String type, Principal[] issuers) {
    return keys.getServerAliases(type, issuers);
  }

  @Override
  public String[] getClientAliases(String type, Principal[] issuers) {
    return keys.getClientAliases(type, issuers);
  }
}
