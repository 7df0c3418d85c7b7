package dev.perennial.testkit.contract;

import dev.perennial.spi.TlsAlpn01Solver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedKeyManager;

/** A solver with a server of its own that keeps all rules but one; with none, it is right. */
final class WrongTlsAlpn01Solver implements TlsAlpn01Solver, AutoCloseable {
  /** What it does wrong. */
  enum Way {
    NONE(""),
    NEVER_SHOWS("aPresentedCertificateIsShown"),
    NO_REVERSE_NAMES("anAddressGoesByItsReverseName"),
    ANY_PROTOCOL("onOtherProtocolsItIsNotShown"),
    ANY_NAME("aNameThatIsNotPresentedIsRefused"),
    ONE_AT_A_TIME("severalNamesAreShownAtATime"),
    MINDS_CASE("namesHaveNoCase"),
    KEEPS_THE_FIRST("anotherCertificateForTheNameReplacesIt"),
    KEEPS_FOR_EVER("itIsShownUntilItIsTakenBack"),
    TAKES_ALL_BACK("takingOneBackLeavesTheOthers"),
    MISSES_IT("takingBackWhatIsNotShownIsNoError");

    final String caughtBy;

    Way(String caughtBy) {
      this.caughtBy = caughtBy;
    }
  }

  private final Way way;
  private final SSLServerSocket server;
  private final Map<String, Challenge> shown = new ConcurrentHashMap<>();

  WrongTlsAlpn01Solver(Way way) throws Exception {
    this.way = way;
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(new KeyManager[] {new Keys()}, null, null);
    server =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 0, InetAddress.getLoopbackAddress());
    SSLParameters parameters = server.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {"h2", "http/1.1", PROTOCOL});
    server.setSSLParameters(parameters);
    Thread thread = new Thread(this::serve);
    thread.setDaemon(true);
    thread.start();
  }

  InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort());
  }

  private void serve() {
    while (!server.isClosed()) {
      try (SSLSocket socket = (SSLSocket) server.accept()) {
        socket.startHandshake();
      } catch (IOException refused) {
        // The client sees it.
      }
    }
  }

  @Override
  public void present(String serverName, PrivateKey key, X509Certificate certificate) {
    boolean refuses =
        way == Way.NEVER_SHOWS
            || (way == Way.NO_REVERSE_NAMES && serverName.endsWith(".arpa"))
            || (way == Way.KEEPS_THE_FIRST && shown.containsKey(serverName));
    if (refuses) {
      return;
    }
    if (way == Way.ONE_AT_A_TIME) {
      shown.clear();
    }
    try {
      PrivateKey usable = (PrivateKey) KeyFactory.getInstance("EC").translateKey(key);
      shown.put(serverName, new Challenge(usable, certificate));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Override
  public void cleanUp(String serverName) {
    if (way == Way.MISSES_IT && !shown.containsKey(serverName)) {
      throw new IllegalStateException("not shown");
    }
    if (way == Way.TAKES_ALL_BACK) {
      shown.clear();
    }
    if (way != Way.KEEPS_FOR_EVER) {
      shown.remove(serverName);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private final class Keys extends X509ExtendedKeyManager {
    @Override
    public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
      SSLSocket tls = (SSLSocket) socket;
      boolean challenge =
          way == Way.ANY_PROTOCOL || PROTOCOL.equals(tls.getHandshakeApplicationProtocol());
      String name = requested(tls);
      if (!challenge || !keyType.equals("EC")) {
        return null;
      }
      return way == Way.ANY_NAME
          ? shown.keySet().stream().findFirst().orElse(null)
          : shown.containsKey(name) ? name : null;
    }

    private String requested(SSLSocket tls) {
      List<SNIServerName> names =
          ((ExtendedSSLSession) tls.getHandshakeSession()).getRequestedServerNames();
      String name = names.isEmpty() ? "" : ((SNIHostName) names.get(0)).getAsciiName();
      return way == Way.MINDS_CASE ? name : name.toLowerCase(Locale.ROOT);
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
      return new X509Certificate[] {shown.get(alias).certificate()};
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
      return shown.get(alias).key();
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
      return null;
    }

    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
      return null;
    }

    @Override
    public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
      return null;
    }
  }
}
