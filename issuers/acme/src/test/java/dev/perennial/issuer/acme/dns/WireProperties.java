package dev.perennial.issuer.acme.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/** Messages, held against another implementation. */
class WireProperties {
  @Property
  void whateverComesIsReadToItsEnd(@ForAll @Size(max = 300) byte[] octets) {
    try {
      DnsMessage message = DnsMessage.parse(octets);
      assertTrue(message.answers().size() <= octets.length);
    } catch (IOException malformed) {
      assertTrue(malformed.getMessage() != null);
    }
  }

  @Property
  void aMessageWithOneOctetChangedIsReadToItsEnd(@ForAll byte change, @ForAll short place)
      throws IOException {
    byte[] octets =
        new DnsUpdate("example.com", "_a.example.com", "v".repeat(300), 60, false).wire(7);
    octets[Math.floorMod(place, octets.length)] = change;
    whateverComesIsReadToItsEnd(octets);
  }

  @Property
  void namesAreThoseOfOthers(
      @ForAll @Size(min = 1, max = 5)
          List<@CharRange(from = '!', to = '~') @StringLength(min = 1, max = 30) String> labels)
      throws IOException {
    String name =
        labels.stream()
            .map(l -> DnsNames.text(l.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1)))
            .collect(Collectors.joining("."));
    byte[] wire = new WireWriter().name(name).bytes();
    Name theirs = new Name(wire);
    assertEquals(labels.size() + 1, theirs.labels());
    assertEquals(name, new WireReader(theirs.toWireCanonical()).name());
  }

  @Property
  void updatesAreReadByOthers(
      @ForAll @CharRange(from = ' ', to = '~') @StringLength(max = 800) String value)
      throws IOException {
    DnsUpdate update = new DnsUpdate("example.com", "_a.www.example.com", value, 60, false);
    Message theirs = new Message(update.wire(4711));
    TXTRecord record = (TXTRecord) theirs.getSection(Section.AUTHORITY).get(0);
    byte[] all = new byte[value.length()];
    int at = 0;
    for (byte[] part : record.getStringsAsByteArrays()) {
      assertTrue(part.length <= 255);
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    assertEquals(value, new String(all, java.nio.charset.StandardCharsets.ISO_8859_1));
    assertEquals(4711, theirs.getHeader().getID());
    assertEquals(Type.SOA, theirs.getSection(Section.QUESTION).get(0).getType());
  }
}
