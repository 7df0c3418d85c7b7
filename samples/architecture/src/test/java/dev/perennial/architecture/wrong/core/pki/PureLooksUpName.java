package dev.perennial.architecture.wrong.core.pki;

import java.net.InetAddress;

/** A parser that may ask DNS. */
final class PureLooksUpName {
  InetAddress target;
}
