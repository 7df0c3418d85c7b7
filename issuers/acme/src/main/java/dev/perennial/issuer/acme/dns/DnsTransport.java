package dev.perennial.issuer.acme.dns;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;

/**
 * Sends one message to one server and takes its answer: by UDP, and again by TCP when the answer is
 * too long for it (RFC 7766). On blocking sockets of the calling thread, each bounded in time. Safe
 * for use by several threads.
 */
final class DnsTransport {
  private static final int MAX_UDP = 4096;

  /** A datagram may be lost: it is sent twice at most. */
  private static final int ATTEMPTS = 2;

  /** Answers to other questions that are read over before the server counts as silent. */
  private static final int MOST_STRAY = 20;

  private final int millis;

  DnsTransport(Duration timeout) {
    this.millis = (int) Math.max(1, Math.min(timeout.toMillis(), 60_000));
  }

  /** Sends by UDP first. */
  byte[] send(InetSocketAddress server, byte[] query) throws IOException {
    IOException last = null;
    for (int i = 0; i < ATTEMPTS; i++) {
      try {
        byte[] answer = udp(server, query);
        return DnsMessage.parse(answer).isTruncated() ? sendByTcp(server, query) : answer;
      } catch (SocketTimeoutException e) {
        last = new IOException("no answer within " + millis + " ms", e);
      }
    }
    throw last == null ? new IOException("no answer") : last;
  }

  private byte[] udp(InetSocketAddress server, byte[] query) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout(millis);
      socket.connect(server);
      socket.send(new DatagramPacket(query, query.length));
      DatagramPacket packet = new DatagramPacket(new byte[MAX_UDP], MAX_UDP);
      for (int i = 0; i < MOST_STRAY; i++) {
        socket.receive(packet);
        byte[] answer = Arrays.copyOf(packet.getData(), packet.getLength());
        if (answers(answer, query)) {
          return answer;
        }
      }
      throw new IOException("only answers to other questions came");
    }
  }

  /** Sends by TCP. */
  byte[] sendByTcp(InetSocketAddress server, byte[] query) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(server, millis);
      socket.setSoTimeout(millis);
      socket.setTcpNoDelay(true);
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      byte[] framed = new WireWriter().u16(query.length).bytes(query).bytes();
      out.write(framed);
      out.flush();
      DataInputStream in = new DataInputStream(socket.getInputStream());
      byte[] answer = new byte[in.readUnsignedShort()];
      in.readFully(answer);
      if (!answers(answer, query)) {
        throw new IOException("the answer is to another question");
      }
      return answer;
    } catch (SocketTimeoutException e) {
      throw new IOException("no answer within " + millis + " ms", e);
    }
  }

  private static boolean answers(byte[] answer, byte[] query) {
    return answer.length >= 12
        && answer[0] == query[0]
        && answer[1] == query[1]
        && (answer[2] & 0x80) != 0;
  }
}
