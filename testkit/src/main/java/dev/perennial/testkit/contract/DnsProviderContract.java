package dev.perennial.testkit.contract;

import dev.perennial.spi.DnsContext;
import dev.perennial.spi.DnsEditor;
import dev.perennial.spi.DnsProvider;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * The contract of {@link DnsProvider}: an implementation is correct when a subclass of this class
 * passes against a server that behaves as the vendor's does.
 *
 * <pre>{@code
 * class CloudDnsContractTest extends DnsProviderContract {
 *   private final FakeCloudDns service = new FakeCloudDns();
 *   private final TestDnsContext context =
 *       new TestDnsContext(Map.of("url", service.url())).put("dns", "token", "s3cret");
 *
 *   public DnsProvider provider() {
 *     return new CloudDnsProvider();
 *   }
 *   ...
 * }
 * }</pre>
 *
 * <p>Each test has an instance of its own, and so a service without records. Called by one thread
 * at a time, but {@link #values}.
 */
public abstract class DnsProviderContract implements DnsRecordRules, DnsFaultRules {
  private @Nullable DnsEditor editor;

  /** For subclasses. */
  protected DnsProviderContract() {}

  /** Returns the provider under test. */
  public abstract DnsProvider provider();

  /** Returns a configuration that works, with its secrets; the same one on every call. */
  public abstract DnsContext context();

  /** Returns the values of the TXT records that the service has at a name. */
  public abstract List<String> values(String name);

  /** Brings about what {@link #troubles} lists, or ends it. */
  public abstract void cause(DnsTrouble trouble);

  /** Returns what can be brought about; all unless a subclass knows better. */
  public Set<DnsTrouble> troubles() {
    return EnumSet.complementOf(EnumSet.of(DnsTrouble.NONE));
  }

  /** Returns the secret that the configuration names; empty when it names none. */
  public abstract Optional<String> secretName();

  /** Returns what no message may show; empty when there is no secret. */
  public abstract Optional<String> secretValue();

  /** Returns whether the service takes values back; true unless it has no way to. */
  public boolean takesBack() {
    return true;
  }

  /** Returns whether values other than those of DNS-01 can be published; true unless it cannot. */
  public boolean takesAnyValue() {
    return true;
  }

  /** Returns how many values may stand at one name; 8 unless the service has fewer. */
  public int valuesAtOneName() {
    return 8;
  }

  /** Returns how often a value that is published twice may be there: once, but for few. */
  public int copiesAfterRepeating() {
    return 1;
  }

  @BeforeEach
  void openEditor() {
    editor = provider().open(context());
  }

  @AfterEach
  void closeEditor() {
    editor().close();
  }

  @Override
  public final DnsProviderContract contract() {
    return this;
  }

  @Override
  public final DnsEditor editor() {
    DnsEditor opened = editor;
    if (opened == null) {
      throw new IllegalStateException("the editor is open only during a test");
    }
    return opened;
  }

  DnsEditor openAnother() {
    return provider().open(context());
  }
}
