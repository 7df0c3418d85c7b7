package dev.perennial.issuer.acme.provider;

import dev.perennial.issuer.acme.config.Fields;
import dev.perennial.model.FieldPath;
import dev.perennial.model.Violation;
import dev.perennial.spi.ConfigReader;
import dev.perennial.spi.DnsContext;
import dev.perennial.spi.DnsEditor;
import dev.perennial.spi.DnsProvider;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code webhook} with solverName {@code exec}: a program. It gets its own arguments and three
 * more, as the provider {@code exec} of lego gives them: {@code present} or {@code cleanup}, the
 * name with its final dot, the value. No shell is between. The host must have allowed the program.
 *
 * <pre>{@code
 * webhook:
 *   solverName: exec
 *   config:
 *     command: [/usr/local/bin/update-dns, --view, public]
 *     environment: {DNS_SERVER: ns1.example.com}
 *     environmentFrom:
 *       DNS_TOKEN: {name: dns, key: token}            # from a secret
 * }</pre>
 */
final class ProgramProvider implements DnsProvider {
  private final Set<String> allowed;

  /** Makes a provider that runs the programs of a list, and no others. */
  ProgramProvider(Set<String> allowed) {
    this.allowed = Set.copyOf(allowed);
  }

  @Override
  public String name() {
    return "exec";
  }

  @Override
  public List<Violation> validate(Map<String, Object> config, FieldPath path) {
    ConfigReader reader = new ConfigReader(config, path);
    List<String> command = reader.texts("command");
    List<Violation> violations = new ArrayList<>(reader.violations());
    if (command.isEmpty() && violations.isEmpty()) {
      violations.add(
          Violation.required(
              path.child("command"), "must hold the path of a program and its arguments"));
    }
    Fields from = new Fields(config).object("environmentFrom");
    for (String variable : from.names()) {
      Fields reference = from.object(variable);
      if (reference.text("name").isEmpty() || reference.text("key").isEmpty()) {
        violations.add(
            Violation.required(
                path.child("environmentFrom").child(variable), "must hold name and key"));
      }
    }
    return violations;
  }

  @Override
  public Set<String> referencedSecrets(Map<String, Object> config) {
    Fields from = new Fields(config).object("environmentFrom");
    Set<String> names = new LinkedHashSet<>();
    from.names().forEach(variable -> names.add(from.object(variable).text("name")));
    names.remove("");
    return names;
  }

  @Override
  public boolean needsZone() {
    return false;
  }

  @Override
  public DnsEditor open(DnsContext context) {
    return new ProgramEditor(context, allowed);
  }
}
