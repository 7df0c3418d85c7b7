/**
 * Where resources are kept: in memory, or in files that any PEM reader can use.
 *
 * <p>{@link dev.perennial.core.store.FileStore} lays its folder out like this; a secret's files are
 * reached through links that never change, and one rename of {@code ..data} switches all of them:
 *
 * <pre>
 * root/
 *   .lock  .epoch-7  .staging/              the store's own
 *   _cluster/clusterissuers/NAME.yaml       cluster-scoped resources
 *   NAMESPACE/certificates/NAME.yaml        one resource, as a cert-manager manifest
 *   NAMESPACE/secrets/NAME/tls.crt          link to ..data/tls.crt, and so for each data key
 *   NAMESPACE/secrets/NAME/..data           link to the current generation
 *   NAMESPACE/secrets/NAME/..7-12/          a generation: the data, and ..secret.yaml
 *   NAMESPACE/secrets/.corrupt-NAME-7-13    set aside, never read again
 * </pre>
 *
 * <p>A generation is written and synced as a whole before the link names it, and the one before it
 * is kept: when a file of the current one turns out to be damaged, the store goes back to it.
 */
package dev.perennial.core.store;
