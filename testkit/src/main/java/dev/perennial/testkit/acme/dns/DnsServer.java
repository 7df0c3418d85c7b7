package dev.perennial.testkit.acme.dns;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;
import org.xbill.DNS.WireParseException;

/**
 * A DNS server on a free port of loopback, by UDP and TCP. It answers for every name, with what its
 * {@link #zones} hold, and takes dynamic updates.
 *
 * <pre>{@code
 * try (DnsServer dns = DnsServer.start()) {
 *   dns.zones().zone("example.com").updateKey("test", "hmac-sha256", secret);
 *   ...
 * }
 * }</pre>
 *
 * <p>Its threads are daemons that end with {@link #close}. Safe for use by several threads.
 */
public final class DnsServer implements AutoCloseable {
  private static final int MAX_MESSAGE = 65_535;

  /** RFC 1035, section 4.2.1: what fits into UDP without EDNS. */
  private static final int PLAIN_UDP = 512;

  private static final int ATTEMPTS = 20;
  private static final int IDLE_MILLIS = 10_000;

  private final DatagramSocket udp;
  private final ServerSocket tcp;
  private final Records records = new Records();
  private final Answers answers = new Answers(records);
  private final Updates updates = new Updates(records);
  private final DnsZones zones = new DnsZones(records, updates);
  private final List<String> queries = new CopyOnWriteArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads;

  private DnsServer(DatagramSocket udp, ServerSocket tcp) {
    this.udp = udp;
    this.tcp = tcp;
    this.threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "test-dns-" + tcp.getLocalPort());
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Starts a server.
   *
   * @throws UncheckedIOException when no port is free for both UDP and TCP
   */
  public static DnsServer start() {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    IOException last = new IOException("no attempt was made");
    for (int i = 0; i < ATTEMPTS; i++) {
      try {
        ServerSocket tcp = new ServerSocket(0, 50, loopback);
        try {
          DnsServer server = new DnsServer(new DatagramSocket(tcp.getLocalPort(), loopback), tcp);
          server.threads.execute(server::serveUdp);
          server.threads.execute(server::serveTcp);
          return server;
        } catch (IOException e) {
          tcp.close();
          last = e;
        }
      } catch (IOException e) {
        last = e;
      }
    }
    throw new UncheckedIOException("no port of loopback is free for UDP and TCP", last);
  }

  /** Returns the names that it knows, to be changed at any time. */
  public DnsZones zones() {
    return zones;
  }

  /** Returns where it answers, by UDP and TCP. */
  public InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), tcp.getLocalPort());
  }

  /** Returns the questions so far, each as {@code TXT _acme-challenge.example.com.} */
  public List<String> queries() {
    return List.copyOf(queries);
  }

  private void serveUdp() {
    byte[] buffer = new byte[MAX_MESSAGE];
    while (!udp.isClosed()) {
      try {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        udp.receive(packet);
        byte[] query = Arrays.copyOf(packet.getData(), packet.getLength());
        byte[] answer = answer(query, true);
        udp.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
      } catch (IOException | RuntimeException notDns) {
        // What is no DNS message gets no answer; a closed socket ends the loop.
      }
    }
  }

  private void serveTcp() {
    while (!tcp.isClosed()) {
      try {
        Socket socket = tcp.accept();
        open.add(socket);
        threads.execute(() -> serve(socket));
      } catch (IOException | RejectedExecutionException closed) {
        // The loop ends when the server was closed.
      }
    }
  }

  private void serve(Socket socket) {
    try (socket;
        DataInputStream in = new DataInputStream(socket.getInputStream());
        DataOutputStream out = new DataOutputStream(socket.getOutputStream())) {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(IDLE_MILLIS);
      while (!tcp.isClosed()) {
        byte[] answer = answer(in.readNBytes(in.readUnsignedShort()), false);
        byte[] framed = new byte[answer.length + 2];
        framed[0] = (byte) (answer.length >> 8);
        framed[1] = (byte) answer.length;
        System.arraycopy(answer, 0, framed, 2, answer.length);
        out.write(framed);
        out.flush();
      }
    } catch (IOException | RuntimeException gone) {
      // The client hung up, or speaks no DNS.
    } finally {
      open.remove(socket);
    }
  }

  private byte[] answer(byte[] wire, boolean isUdp) throws IOException {
    Message query;
    try {
      query = new Message(wire);
    } catch (WireParseException e) {
      return malformed(wire);
    }
    Record question = query.getQuestion();
    if (question != null) {
      queries.add(Type.string(question.getType()) + " " + question.getName());
    }
    boolean isUpdate = query.getHeader().getOpcode() == Opcode.UPDATE;
    Message answer = isUpdate ? updates.answer(query, wire) : answers.answer(query);
    OPTRecord edns = query.getOPT();
    int udpSize = edns == null ? PLAIN_UDP : Math.max(PLAIN_UDP, edns.getPayloadSize());
    return answer.toWire(isUdp ? udpSize : MAX_MESSAGE);
  }

  /** RFC 1035, section 4.1.1: FORMERR, with the identifier of what could not be read. */
  private static byte[] malformed(byte[] wire) throws IOException {
    if (wire.length < Header.LENGTH) {
      throw new IOException("shorter than a DNS header");
    }
    Message answer = new Message((wire[0] & 0xff) << 8 | wire[1] & 0xff);
    answer.getHeader().setOpcode(wire[2] >> 3 & 0xf);
    answer.getHeader().setFlag(Flags.QR);
    answer.getHeader().setRcode(Rcode.FORMERR);
    return answer.toWire();
  }

  /** Closes the ports and ends the threads. */
  @Override
  public void close() {
    udp.close();
    try {
      tcp.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the DNS server cannot close a socket", e);
    } finally {
      threads.shutdownNow();
    }
  }
}
