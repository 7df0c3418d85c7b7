package dev.perennial.testkit.acme.dns;

import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Answers queries (RFC 1034, section 4.3.2) from the records that a test set. */
final class Answers {
  /** How many CNAMEs are followed in one answer. */
  private static final int MAX_CNAMES = 8;

  private static final int PAYLOAD = 1232;
  private static final int SECONDS = 60;

  private final Records records;

  Answers(Records records) {
    this.records = records;
  }

  Message answer(Message query) {
    Message answer = reply(query);
    Record question = query.getQuestion();
    if (question == null || query.getHeader().getOpcode() != Opcode.QUERY) {
      answer.getHeader().setRcode(Rcode.NOTIMP);
      return answer;
    }
    Name name = question.getName();
    for (int i = 0; i <= MAX_CNAMES; i++) {
      int rcode = records.rcode(name);
      if (rcode != Rcode.NOERROR) {
        answer.getHeader().setRcode(rcode);
        addSoa(answer, name);
        return answer;
      }
      List<Record> cname = records.find(name, Type.CNAME);
      if (cname.isEmpty() || question.getType() == Type.CNAME) {
        addData(answer, name, question.getType());
        return answer;
      }
      answer.addRecord(cname.get(0), Section.ANSWER);
      name = ((org.xbill.DNS.CNAMERecord) cname.get(0)).getTarget();
    }
    answer.getHeader().setRcode(Rcode.SERVFAIL);
    return answer;
  }

  /** Returns the frame of an answer: identifier, question, flags, EDNS (RFC 6891). */
  static Message reply(Message query) {
    Message reply = new Message(query.getHeader().getID());
    Header header = reply.getHeader();
    header.setOpcode(query.getHeader().getOpcode());
    header.setFlag(Flags.QR);
    header.setFlag(Flags.AA);
    if (query.getHeader().getFlag(Flags.RD)) {
      header.setFlag(Flags.RD);
      // Names of the whole world are answered here: a stub resolver is content.
      header.setFlag(Flags.RA);
    }
    Record question = query.getQuestion();
    if (question != null) {
      reply.addRecord(question, Section.QUESTION);
    }
    if (query.getOPT() != null) {
      reply.addRecord(new OPTRecord(PAYLOAD, 0, 0), Section.ADDITIONAL);
    }
    return reply;
  }

  private void addData(Message answer, Name name, int type) {
    Name apex = records.apex(name);
    List<Record> found = records.find(name, type);
    if (type == Type.SOA && name.equals(apex)) {
      answer.addRecord(soa(apex), Section.ANSWER);
    } else if (type == Type.NS && name.equals(apex)) {
      answer.addRecord(
          new NSRecord(apex, DClass.IN, SECONDS, records.serverOf(apex)), Section.ANSWER);
    } else if (found.isEmpty()) {
      addSoa(answer, name);
    } else {
      found.forEach(record -> answer.addRecord(record, Section.ANSWER));
    }
  }

  /** RFC 2308: what is not there is said with the SOA of the zone. */
  private void addSoa(Message answer, Name name) {
    answer.addRecord(soa(records.apex(name)), Section.AUTHORITY);
  }

  private SOARecord soa(Name apex) {
    Name server = records.serverOf(apex);
    return new SOARecord(
        apex, DClass.IN, SECONDS, server, server, records.serial(), 3600, 600, 86400, 1);
  }
}
