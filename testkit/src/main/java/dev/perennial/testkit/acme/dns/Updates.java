package dev.perennial.testkit.acme.dns;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.TSIGRecord;
import org.xbill.DNS.Type;

/**
 * Carries out dynamic updates (RFC 2136) that are signed with a known key (RFC 8945). The time of a
 * signature is not checked: the sender may live in another time than the test.
 */
final class Updates {
  /** The sections of an update (RFC 2136, section 2). */
  private static final int PREREQUISITE = Section.ANSWER;

  private static final int UPDATE = Section.AUTHORITY;

  /** A shared secret and its algorithm. */
  record Key(Name algorithm, SecretKey secret) {}

  private final Records records;
  private final Map<Name, Key> keys = new ConcurrentHashMap<>();
  private volatile boolean unsignedAllowed;

  Updates(Records records) {
    this.records = records;
  }

  void addKey(Name name, Key key) {
    keys.put(name, key);
  }

  void allowUnsigned() {
    unsignedAllowed = true;
  }

  /** Answers an update; the answer is signed when the update was. */
  Message answer(Message update, byte[] wire) {
    Message reply = Answers.reply(update);
    TSIGRecord signature = update.getTSIG();
    TSIG tsig = signature == null ? null : tsig(signature);
    int rcode;
    if (signature == null) {
      rcode = unsignedAllowed ? Rcode.NOERROR : Rcode.REFUSED;
    } else if (tsig == null) {
      // RFC 8945, section 5.2.1: an unknown key.
      rcode = Rcode.NOTAUTH;
    } else {
      rcode = tsig.verify(update, wire, null) == Rcode.NOERROR ? Rcode.NOERROR : Rcode.NOTAUTH;
    }
    boolean authentic = rcode == Rcode.NOERROR;
    reply.getHeader().setRcode(authentic ? carryOut(update) : rcode);
    if (tsig != null && authentic) {
      reply.setTSIG(tsig, Rcode.NOERROR, signature);
    }
    return reply;
  }

  private @Nullable TSIG tsig(TSIGRecord signature) {
    Key key = keys.get(signature.getName().canonicalize());
    if (key == null || !key.algorithm().equals(signature.getAlgorithm())) {
      return null;
    }
    Clock then = Clock.fixed(signature.getTimeSigned(), ZoneOffset.UTC);
    return new TSIG(key.algorithm(), signature.getName(), key.secret(), then);
  }

  private int carryOut(Message update) {
    List<Record> zones = update.getSection(Section.QUESTION);
    if (zones.size() != 1 || zones.get(0).getType() != Type.SOA) {
      // RFC 2136, section 3.1.1.
      return Rcode.FORMERR;
    }
    Name apex = zones.get(0).getName();
    if (!records.apex(apex).equals(apex)) {
      // RFC 2136, section 3.1.2: not a zone of this server.
      return Rcode.NOTAUTH;
    }
    for (int section : new int[] {PREREQUISITE, UPDATE}) {
      for (Record record : update.getSection(section)) {
        if (!record.getName().subdomain(apex)) {
          return Rcode.NOTZONE;
        }
      }
    }
    for (Record record : update.getSection(PREREQUISITE)) {
      int failure = prerequisite(record);
      if (failure != Rcode.NOERROR) {
        return failure;
      }
    }
    update.getSection(UPDATE).forEach(this::apply);
    return Rcode.NOERROR;
  }

  /** RFC 2136, section 3.2; sets are compared record by record. */
  private int prerequisite(Record record) {
    boolean there = !records.find(record.getName(), record.getType()).isEmpty();
    boolean anyType = record.getType() == Type.ANY;
    switch (record.getDClass()) {
      case DClass.ANY:
        return there ? Rcode.NOERROR : anyType ? Rcode.NXDOMAIN : Rcode.NXRRSET;
      case DClass.NONE:
        return !there ? Rcode.NOERROR : anyType ? Rcode.YXDOMAIN : Rcode.YXRRSET;
      default:
        boolean equal =
            records.find(record.getName(), record.getType()).stream()
                .anyMatch(other -> other.rdataToString().equals(record.rdataToString()));
        return equal ? Rcode.NOERROR : Rcode.NXRRSET;
    }
  }

  /** RFC 2136, section 3.4.2. */
  private void apply(Record record) {
    switch (record.getDClass()) {
      case DClass.ANY -> records.remove(record.getName(), record.getType());
      case DClass.NONE -> records.remove(record);
      default -> records.add(record);
    }
  }
}
