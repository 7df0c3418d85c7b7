package dev.perennial.core.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.perennial.model.x509.DnsName;
import java.net.IDN;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Unicode labels become A-labels by IDNA 2008. */
class DnsNameTest {
  /** Names of RFC 3492 (section 7.1), of IANA's test domains and of registries. */
  @ParameterizedTest
  @CsvSource({
    "bücher.example, xn--bcher-kva.example",
    "BÜCHER.Example, xn--bcher-kva.Example",
    "straße.de, xn--strae-oqa.de",
    "*.ü, *.xn--tda",
    "例え.テスト, xn--r8jz45g.xn--zckzah",
    "пример.испытание, xn--e1afmkfd.xn--80akhbyknj4f",
    "παράδειγμα.δοκιμή, xn--hxajbheg2az3al.xn--jxalpdlp",
    "실례.테스트, xn--9n2bp8q.xn--9t4b11yi5a",
    "उदाहरण.परीक्षा, xn--p1b6ci4b4b3a.xn--11b5bs3a9aj6g",
    "مثال.إختبار, xn--mgbh0fb.xn--kgbechtv",
    "\u05D1\u05F2\u05B7\u05E9\u05E4\u05BC\u05D9\u05DC.טעסט, xn--fdbk5d8ap9b8a8d.xn--deba0ad",
    "l·l.cat, xn--ll-0ea.cat",
    "他们为什么不说中文, xn--ihqwcrb4cv8a8dqg056pqjye",
    "3年b組金八先生, xn--3b-ww4c5e180e575a65lsy2b",
    "plain_name.example, plain_name.example",
    "xn--bcher-kva.example, xn--bcher-kva.example",
  })
  void becomesALabels(String name, String ascii) {
    assertEquals(ascii, DnsName.toAscii(name));
    assertEquals(ascii, DnsName.toAscii(ascii));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u2603.example", // a symbol
        "\u0301a.example", // begins with a combining mark
        "\u00FC--a.example\u3002b", // an ideographic full stop
        "\uFF41\u00FC.example", // a full width letter
        "a\u200Db\u00FC.example", // a joiner without virama
        "\u0660\u06F0.example", // both kinds of Arabic digits
        "\u05D0a.example", // both directions
        "a\u00B7b.example", // a middle dot not between two l
        "\u00FC\u00ADa.example", // a soft hyphen
        "aa--\u00FC.example", // looks like an A-label
        "\u00FC a.example",
        "\uD800.example",
      })
  void refusesWhatCannotBeRegistered(String name) {
    assertThrows(IllegalArgumentException.class, () -> DnsName.toAscii(name));
    assertEquals(name, DnsName.toAsciiIfValid(name));
  }

  /** Where the JDK's older IDNA knows the letters and maps none, both make the same of a label. */
  @Property
  void agreesWithTheJdk(@ForAll("labels") String label) {
    assertEquals(IDN.toASCII(label), DnsName.toAscii(label));
  }

  @Provide
  Arbitrary<String> labels() {
    return Arbitraries.strings()
        .withCharRange('a', 'z')
        .withCharRange('0', '9')
        .withCharRange('\u0430', '\u044F')
        .withCharRange('\u4E00', '\u9000')
        .withCharRange('\uAC00', '\uD7A3')
        .ofMinLength(1)
        .ofMaxLength(12);
  }

  /** What comes out is ASCII, fits, and is itself a name that comes out unchanged. */
  @Property(tries = 2000)
  void comesOutUnchangedTheSecondTime(@ForAll String text) {
    String ascii;
    try {
      ascii = DnsName.toAscii(text);
    } catch (IllegalArgumentException e) {
      return;
    }
    assertEquals(0, ascii.chars().filter(c -> c > 127).count());
    assertEquals(ascii, DnsName.toAscii(ascii));
  }
}
