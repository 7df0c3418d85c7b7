package dev.perennial.issuer.acme.provider;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/**
 * A running BIND with the zones {@code test} and {@code example.com}, which takes dynamic updates
 * signed with a key for each algorithm. It fails where {@code named} is missing.
 */
public final class Bind implements AutoCloseable {
  /** The secret of all keys. */
  public static final String SECRET = "cGVyZW5uaWFsIGFuZCBCSU5EIHNoYXJlIHRoaXM=";

  /** The algorithms of manifests, and how BIND calls them. */
  static final Map<String, String> ALGORITHMS =
      Map.of(
          "HMACMD5", "hmac-md5",
          "HMACSHA1", "hmac-sha1",
          "HMACSHA256", "hmac-sha256",
          "HMACSHA512", "hmac-sha512");

  private final Process process;
  private final int port;

  private Bind(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts it on a free port of loopback. */
  public static Bind start(Path folder) throws IOException {
    int port = freePort();
    StringBuilder keys = new StringBuilder();
    StringBuilder grants = new StringBuilder();
    for (Map.Entry<String, String> key : ALGORITHMS.entrySet()) {
      String name = key.getKey().toLowerCase(java.util.Locale.ROOT) + ".key.";
      keys.append(
          "key \"%s\" { algorithm %s; secret \"%s\"; };\n".formatted(name, key.getValue(), SECRET));
      grants.append("grant ").append(name).append(" zonesub TXT; ");
    }
    Files.writeString(
        folder.resolve("named.conf"),
        """
        options {
          directory "%1$s"; pid-file "%1$s/named.pid"; session-keyfile "%1$s/session.key";
          listen-on port %2$d { 127.0.0.1; }; listen-on-v6 { none; };
          recursion no; dnssec-validation no; empty-zones-enable no;
        };
        controls {};
        %3$s
        zone "test" { type primary; file "test.zone"; update-policy { %4$s }; };
        zone "example.com" { type primary; file "example.com.zone"; update-policy { %4$s }; };
        """
            .formatted(folder, port, keys, grants));
    for (String zone : List.of("test", "example.com")) {
      Files.writeString(
          folder.resolve(zone + ".zone"),
          """
          $TTL 60
          @ IN SOA ns hostmaster 1 3600 600 86400 60
          @ IN NS ns
          ns IN A 127.0.0.1
          """);
    }
    Path named =
        List.of(Path.of("/usr/sbin/named"), Path.of("/usr/local/sbin/named")).stream()
            .filter(Files::isExecutable)
            .findFirst()
            .orElseThrow(() -> new IOException("named is missing: run .ci/install-peers"));
    Process process =
        new ProcessBuilder(
                named.toString(), "-g", "-n", "1", "-c", folder.resolve("named.conf").toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("named.log").toFile())
            .start();
    Bind bind = new Bind(process, port);
    try {
      bind.await();
      return bind;
    } catch (IOException e) {
      bind.close();
      throw new IOException(Files.readString(folder.resolve("named.log")), e);
    }
  }

  private void await() throws IOException {
    for (int i = 0; i < 200; i++) {
      try {
        ask("test", Type.SOA);
        return;
      } catch (IOException e) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      }
    }
    throw new IOException("BIND does not answer");
  }

  private static int freePort() throws IOException {
    for (int i = 0; i < 20; i++) {
      try (ServerSocket tcp = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
          DatagramSocket udp =
              new DatagramSocket(tcp.getLocalPort(), InetAddress.getLoopbackAddress())) {
        return udp.getLocalPort();
      } catch (java.net.BindException taken) {
        continue;
      }
    }
    throw new IOException("no port is free for TCP and UDP");
  }

  /** Returns where it answers. */
  public int port() {
    return port;
  }

  /** Returns the values of the TXT records of a name, asked for by a client that is not ours. */
  public List<String> values(String name) throws IOException {
    List<String> values = new ArrayList<>();
    for (Record record : ask(name, Type.TXT).getSection(Section.ANSWER)) {
      values.add(String.join("", ((TXTRecord) record).getStrings()));
    }
    return values;
  }

  private Message ask(String name, int type) throws IOException {
    SimpleResolver resolver = new SimpleResolver("127.0.0.1");
    resolver.setPort(port);
    resolver.setTCP(true);
    resolver.setTimeout(Duration.ofSeconds(5));
    Name absolute = Name.fromString(name, Name.root);
    Message answer = resolver.send(Message.newQuery(Record.newRecord(absolute, type, DClass.IN)));
    if (answer.getRcode() != Rcode.NOERROR && answer.getRcode() != Rcode.NXDOMAIN) {
      throw new IOException(Rcode.string(answer.getRcode()));
    }
    return answer;
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
