package dev.perennial.testkit.acme.dns;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.NameTooLongException;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** The records of a DNS server. Safe for use by several threads. */
final class Records {
  static final long SECONDS = 60;

  private final Map<Name, List<Record>> records = new HashMap<>();
  private final Map<Name, Integer> rcodes = new HashMap<>();
  private final Set<Name> zones = new HashSet<>();
  private final Set<Name> withoutAddress = new HashSet<>();
  private boolean everyNameHasAddress = true;
  private long serial = 1;

  static Name name(String text) {
    try {
      return Name.fromString(text, Name.root).canonicalize();
    } catch (TextParseException e) {
      throw new IllegalArgumentException("not a DNS name: " + text, e);
    }
  }

  synchronized void addZone(Name apex) {
    zones.add(apex);
  }

  synchronized void resolveUnsetNames(boolean value) {
    everyNameHasAddress = value;
  }

  synchronized void setRcode(Name name, int rcode) {
    rcodes.put(name, rcode);
  }

  synchronized void setWithoutAddress(Name name) {
    withoutAddress.add(name);
    remove(name, Type.A);
    remove(name, Type.AAAA);
  }

  synchronized void add(Record record) {
    Record stored = record.withName(record.getName().canonicalize());
    List<Record> there = records.computeIfAbsent(stored.getName(), unused -> new ArrayList<>());
    if (!there.contains(stored)) {
      there.add(stored);
      serial++;
    }
  }

  synchronized void remove(Name name, int type) {
    removeIf(name, record -> type == Type.ANY || record.getType() == type);
  }

  /** Removes the records of the type and data of this one, whatever its class and TTL. */
  synchronized void remove(Record like) {
    removeIf(
        like.getName(),
        record ->
            record.getType() == like.getType()
                && record.rdataToString().equals(like.rdataToString()));
  }

  private void removeIf(Name name, java.util.function.Predicate<Record> which) {
    List<Record> there = records.get(name.canonicalize());
    if (there != null && there.removeIf(which)) {
      serial++;
      if (there.isEmpty()) {
        records.remove(name.canonicalize());
      }
    }
  }

  synchronized void forget(Name name) {
    records.remove(name);
    rcodes.remove(name);
    withoutAddress.remove(name);
    serial++;
  }

  /** Returns what is set for a name and type; A has loopback unless something else is set. */
  synchronized List<Record> find(Name name, int type) {
    Name key = name.canonicalize();
    List<Record> all = records.getOrDefault(key, List.of());
    List<Record> found =
        all.stream().filter(record -> record.getType() == type || type == Type.ANY).toList();
    if (found.isEmpty() && type == Type.A && isOnLoopback(key)) {
      return List.of(
          new ARecord(name, DClass.IN, SECONDS, java.net.InetAddress.getLoopbackAddress()));
    }
    return found.stream().map(record -> record.withName(name)).toList();
  }

  /** Whether a name that has no address of its own gets the default. */
  private boolean isOnLoopback(Name name) {
    boolean hasAddress =
        records.getOrDefault(name, List.of()).stream()
            .anyMatch(record -> record.getType() == Type.A || record.getType() == Type.AAAA);
    return everyNameHasAddress
        && !hasAddress
        && !withoutAddress.contains(name)
        && name.labels() > 1
        && !name.getLabelString(0).startsWith("_");
  }

  /** Returns NOERROR for names that exist. */
  synchronized int rcode(Name name) {
    Name key = name.canonicalize();
    Integer set = rcodes.get(key);
    if (set != null) {
      return set;
    }
    boolean exists =
        isOnLoopback(key)
            || withoutAddress.contains(key)
            || key.equals(apex(key))
            || records.keySet().stream().anyMatch(other -> other.subdomain(key));
    return exists ? Rcode.NOERROR : Rcode.NXDOMAIN;
  }

  /** Returns the zone of a name: the closest one that was set, or its last two labels. */
  synchronized Name apex(Name name) {
    Name key = name.canonicalize();
    for (Name zone = key; zone.labels() > 1; zone = new Name(zone, 1)) {
      if (zones.contains(zone)) {
        return zone;
      }
    }
    int labels = key.labels() - 1;
    return labels <= 2 ? key : new Name(key, labels - 2);
  }

  synchronized Name serverOf(Name apex) {
    try {
      return Name.concatenate(name("ns").relativize(Name.root), apex);
    } catch (NameTooLongException e) {
      return apex;
    }
  }

  synchronized long serial() {
    return serial;
  }
}
