package dev.perennial.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.Set;

/** What surrounds a program and can surprise it: clocks, randomness, threads, disk, network. */
final class Ambient {
  private static final Set<String> CLOCK_TYPES =
      Set.of("java.time.Clock", "java.time.InstantSource");
  private static final Set<String> RANDOM_TYPES =
      Set.of(
          "java.util.Random",
          "java.util.SplittableRandom",
          "java.util.concurrent.ThreadLocalRandom",
          "java.security.SecureRandom");
  private static final Set<String> DISK_TYPES =
      Set.of(
          "java.io.File",
          "java.io.FileInputStream",
          "java.io.FileOutputStream",
          "java.io.FileReader",
          "java.io.FileWriter",
          "java.io.RandomAccessFile");

  /** Types of java.net that only handle text. */
  private static final Set<String> NET_TEXT =
      Set.of("java.net.URI", "java.net.URISyntaxException", "java.net.IDN");

  /** The JDK defines this method by the machine's clock; ours ask with a date. */
  private static final String ASKS_FOR_NOW = ".core.pki.ParsedCertificate.checkValidity()";

  private Ambient() {}

  static DescribedPredicate<JavaClass> clockTypes() {
    return DescribedPredicate.describe("clocks", type -> CLOCK_TYPES.contains(type.getName()));
  }

  static DescribedPredicate<JavaClass> randomTypes() {
    return DescribedPredicate.describe(
        "sources of randomness",
        type ->
            RANDOM_TYPES.contains(type.getName())
                || type.getPackageName().startsWith("java.util.random"));
  }

  static DescribedPredicate<JavaClass> threadTypes() {
    return DescribedPredicate.describe(
        "threads",
        type ->
            type.getName().equals("java.lang.Thread")
                || type.getName().startsWith("java.util.Timer")
                || (type.getPackageName().startsWith("java.util.concurrent")
                    && !type.getSimpleName().startsWith("Concurrent")));
  }

  static DescribedPredicate<JavaClass> diskTypes() {
    return DescribedPredicate.describe(
        "files",
        type ->
            DISK_TYPES.contains(type.getName())
                || type.getPackageName().startsWith("java.nio.file")
                || type.getPackageName().startsWith("java.nio.channels"));
  }

  static DescribedPredicate<JavaClass> networkTypes() {
    return DescribedPredicate.describe(
        "sockets and name lookups",
        type ->
            type.getPackageName().startsWith("javax.net")
                || (type.getPackageName().startsWith("java.net")
                    && !NET_TEXT.contains(type.getName())));
  }

  /** Reads a clock that nobody handed in. */
  static DescribedPredicate<JavaAccess<?>> readsWallClock() {
    return DescribedPredicate.describe(
        "read the machine's clock",
        access ->
            !access.getOrigin().getFullName().endsWith(ASKS_FOR_NOW)
                && (isCall(access, "java.lang.System", "currentTimeMillis")
                    || isNow(access)
                    || isPlainConstructor(access, "java.util.Date")
                    || isPlainConstructor(access, "java.util.GregorianCalendar")
                    || isCall(access, "java.util.Calendar", "getInstance")));
  }

  /** Takes the machine's clock as an object. */
  static DescribedPredicate<JavaAccess<?>> takesSystemClock() {
    return DescribedPredicate.describe(
        "take the machine's clock",
        access ->
            CLOCK_TYPES.contains(owner(access))
                && access.getTarget().getName().startsWith("system"));
  }

  /** Asks the process around it. */
  static DescribedPredicate<JavaAccess<?>> asksProcess() {
    return DescribedPredicate.describe(
        "ask the process around them",
        access ->
            isCall(access, "java.lang.System", "nanoTime")
                || isCall(access, "java.lang.System", "getenv")
                || isCall(access, "java.lang.System", "getProperty")
                || isCall(access, "java.util.TimeZone", "getDefault")
                || isCall(access, "java.time.ZoneId", "systemDefault"));
  }

  /** Draws randomness that nobody handed in. */
  static DescribedPredicate<JavaAccess<?>> drawsRandomness() {
    return DescribedPredicate.describe(
        "draw randomness that was not handed in",
        access ->
            (isPlainConstructor(access, "java.security.SecureRandom") && !isTheHostsDefault(access))
                || isPlainConstructor(access, "java.util.Random")
                || isPlainConstructor(access, "java.util.SplittableRandom")
                || (owner(access).equals("java.security.SecureRandom")
                    && access.getTarget().getName().startsWith("getInstance"))
                || owner(access).equals("java.util.concurrent.ThreadLocalRandom")
                || isCall(access, "java.lang.Math", "random")
                || isCall(access, "java.util.UUID", "randomUUID")
                || isCallWithoutRandom(access, "java.security.KeyPairGenerator", "initialize")
                || isCallWithoutRandom(access, "java.security.Signature", "initSign"));
  }

  /** The one place that takes the platform's randomness: the builder, when the host named none. */
  private static boolean isTheHostsDefault(JavaAccess<?> access) {
    return access.getOriginOwner().getName().equals("dev.perennial.core.CertificateManager$Builder")
        && access.getOrigin().getName().equals("defaultRandom");
  }

  static DescribedPredicate<JavaAccess<?>> startsThreads() {
    return DescribedPredicate.describe(
        "start threads",
        access ->
            (owner(access).equals("java.lang.Thread")
                    && List.of("<init>", "start", "ofVirtual", "ofPlatform", "startVirtualThread")
                        .contains(access.getTarget().getName()))
                || owner(access).equals("java.util.concurrent.Executors")
                || isCall(access, "java.util.concurrent.ForkJoinPool", "commonPool")
                || isPlainConstructor(access, "java.util.Timer"));
  }

  /** Changes or uses what all code of one JVM shares. */
  static DescribedPredicate<JavaAccess<?>> touchesGlobals() {
    return DescribedPredicate.describe(
        "touch what the whole JVM shares",
        access ->
            isCall(access, "java.lang.System", "out")
                || isCall(access, "java.lang.System", "err")
                || isCall(access, "java.lang.System", "exit")
                || isCall(access, "java.lang.System", "setProperty")
                || access.getTarget().getName().equals("printStackTrace")
                || isCall(access, "java.security.Security", "addProvider")
                || isCall(access, "java.security.Security", "insertProviderAt")
                || isCall(access, "java.security.Security", "removeProvider")
                || isCall(access, "java.security.Security", "setProperty")
                || isCall(access, "javax.net.ssl.SSLContext", "setDefault"));
  }

  static DescribedPredicate<JavaAccess<?>> sleeps() {
    return DescribedPredicate.describe(
        "sleep", access -> isCall(access, "java.lang.Thread", "sleep"));
  }

  /** {@code now()} and {@code now(ZoneId)}; {@code now(Clock)} is told the time. */
  private static boolean isNow(JavaAccess<?> access) {
    return access.getTargetOwner().getPackageName().equals("java.time")
        && access.getTarget().getName().equals("now")
        && !access.getTarget().getFullName().contains("java.time.Clock)");
  }

  private static boolean isCall(JavaAccess<?> access, String owner, String name) {
    return owner(access).equals(owner) && access.getTarget().getName().equals(name);
  }

  private static boolean isCallWithoutRandom(JavaAccess<?> access, String owner, String name) {
    return isCall(access, owner, name)
        && !access.getTarget().getFullName().contains("java.security.SecureRandom");
  }

  private static boolean isPlainConstructor(JavaAccess<?> access, String owner) {
    return isCall(access, owner, "<init>") && access.getTarget().getFullName().endsWith("<init>()");
  }

  private static String owner(JavaAccess<?> access) {
    return access.getTargetOwner().getName();
  }
}
