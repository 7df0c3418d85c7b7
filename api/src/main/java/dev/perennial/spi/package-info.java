/**
 * What a plug-in implements or is given: issuers, stores, approval, listeners. The resources
 * themselves live in {@code dev.perennial.model}; nothing here does the work.
 *
 * <h2>Writing an issuer</h2>
 *
 * <ol>
 *   <li>Write a public final class with a public constructor that does nothing, and have it
 *       implement {@link dev.perennial.spi.IssuerProvider}. Its kind is {@link
 *       dev.perennial.spi.IssuerKind#external}, with an API group of your own and the kind of your
 *       issuer resources. Manifests of that group and kind, and references to them from a
 *       certificate's {@code issuerRef}, then reach your provider.
 *   <li>In {@code validate}, read the configuration with a {@link dev.perennial.spi.ConfigReader}:
 *       it collects what is missing or of the wrong type, each with its path. In {@code
 *       referencedSecrets}, name the secrets that hold credentials, so that the issuer is checked
 *       anew when one changes.
 *   <li>In {@code open}, keep the {@link dev.perennial.spi.IssuerContext} and return a {@link
 *       dev.perennial.spi.Signer}. Read and connect nothing yet.
 *   <li>In {@code check}, look whether you could sign now. What is wrong for good is {@link
 *       dev.perennial.spi.IssuerCheck.NotReady}; what is not known, since a server does not answer,
 *       is thrown as a transient {@link dev.perennial.spi.IssuerException}.
 *   <li>In {@code sign}, take one short step and return. Signed: {@link
 *       dev.perennial.spi.SigningStep.Issued}, the chain with its leaf first. To be asked again:
 *       {@link dev.perennial.spi.SigningStep.Pending}, with the instant and a checkpoint, such as
 *       the URL of an order. It is stored before you are called again, after a restart too: place
 *       no second order when there is one. Never: {@link dev.perennial.spi.SigningStep.Refused}. A
 *       fault of the network is thrown; the request stays open. Never sleep, and never wait for the
 *       outside world.
 *   <li>Take time and randomness from the context alone. Log and throw no secret.
 *   <li>Name the class in {@code META-INF/services/dev.perennial.spi.IssuerProvider}, and in your
 *       {@code module-info} with {@code provides}. Two providers of one kind fail at start.
 * </ol>
 *
 * <p>Keys, CSRs and certificates: {@code dev.perennial.core.pki} of {@code perennial-core} reads,
 * makes and signs them in types of the JDK. The module {@code perennial-issuer-ca} is a whole
 * issuer in four small files, and the one to copy from.
 */
package dev.perennial.spi;
