package dev.perennial.testkit.acme.validation;

import dev.perennial.testkit.acme.problem.ProblemType;
import dev.perennial.testkit.acme.problem.Refusal;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CAARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * The CA's DNS client: asks one server, by UDP, and by TCP when the answer was cut. Safe for use by
 * several threads.
 */
final class Resolver {
  private static final int MILLIS = 5_000;
  private static final int MAX_UDP = 4096;

  private final InetSocketAddress server;

  Resolver(InetSocketAddress server) {
    this.server = server;
  }

  /** Returns the values of the TXT records of a name, each in one piece. */
  List<String> txt(String name) {
    List<String> values = new ArrayList<>();
    for (Record record : ask(name, Type.TXT)) {
      if (record instanceof TXTRecord txt) {
        values.add(String.join("", txt.getStrings()));
      }
    }
    return values;
  }

  /** Returns the addresses of a name, IPv6 first (RFC 6724), or the address that a text writes. */
  List<InetAddress> addresses(String host) {
    if (org.xbill.DNS.Address.isDottedQuad(host) || host.indexOf(':') >= 0) {
      return List.of(literal(host));
    }
    List<InetAddress> addresses = new ArrayList<>();
    for (Record record : ask(host, Type.AAAA)) {
      if (record instanceof AAAARecord v6) {
        addresses.add(v6.getAddress());
      }
    }
    for (Record record : ask(host, Type.A)) {
      if (record instanceof ARecord v4) {
        addresses.add(v4.getAddress());
      }
    }
    if (addresses.isEmpty()) {
      throw Refusal.of(ProblemType.DNS, "no A and no AAAA record found for " + host);
    }
    return addresses;
  }

  /** Returns the CAA records of a name. */
  List<CAARecord> caa(String name) {
    List<CAARecord> records = new ArrayList<>();
    for (Record record : ask(name, Type.CAA)) {
      if (record instanceof CAARecord caa) {
        records.add(caa);
      }
    }
    return records;
  }

  private static InetAddress literal(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw Refusal.of(ProblemType.DNS, text + " is no address");
    }
  }

  /** Returns the answer section; empty when the name does not exist. */
  private List<Record> ask(String name, int type) {
    try {
      Name absolute = Name.fromString(name, Name.root);
      Message query = Message.newQuery(Record.newRecord(absolute, type, DClass.IN));
      Message answer = udp(query);
      if (answer.getHeader().getFlag(Flags.TC)) {
        answer = tcp(query);
      }
      int rcode = answer.getHeader().getRcode();
      if (rcode != Rcode.NOERROR && rcode != Rcode.NXDOMAIN) {
        throw failed(name, type, Rcode.string(rcode));
      }
      return answer.getSection(Section.ANSWER);
    } catch (TextParseException e) {
      throw failed(name, type, "it is no DNS name");
    } catch (IOException e) {
      throw failed(name, type, String.valueOf(e.getMessage()));
    }
  }

  private static Refusal failed(String name, int type, String why) {
    return Refusal.of(
        ProblemType.DNS,
        "DNS problem: looking up " + Type.string(type) + " for " + name + ": " + why);
  }

  private Message udp(Message query) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout(MILLIS);
      socket.connect(server);
      byte[] wire = query.toWire();
      socket.send(new DatagramPacket(wire, wire.length));
      DatagramPacket packet = new DatagramPacket(new byte[MAX_UDP], MAX_UDP);
      socket.receive(packet);
      return new Message(Arrays.copyOf(packet.getData(), packet.getLength()));
    }
  }

  private Message tcp(Message query) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(server, MILLIS);
      socket.setSoTimeout(MILLIS);
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      byte[] wire = query.toWire();
      out.writeShort(wire.length);
      out.write(wire);
      out.flush();
      DataInputStream in = new DataInputStream(socket.getInputStream());
      return new Message(in.readNBytes(in.readUnsignedShort()));
    }
  }
}
