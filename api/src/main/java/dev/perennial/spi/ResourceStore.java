package dev.perennial.spi;

import dev.perennial.model.Resource;
import dev.perennial.model.ResourceKey;
import dev.perennial.model.ResourceName;
import dev.perennial.model.ResourceType;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Keeps resources. This comment is the contract, which the testkit's {@code ResourceStoreContract}
 * checks.
 *
 * <ul>
 *   <li>Keys: a namespace and a name are DNS-1123 subdomains of 1 to 253 characters; the namespace
 *       is empty for cluster-scoped types. Any other key is refused with {@link
 *       IllegalArgumentException} before anything is touched.
 *   <li>Each write replaces, creates or deletes one resource as a whole. After a crash the store
 *       holds either the old or the new version: a reader never sees a mixture, and never a key
 *       without its certificate.
 *   <li>Each write is conditional: {@link #create} on absence, {@link #update} and {@link #delete}
 *       on the version that was read. A version is a text without meaning that never comes back for
 *       the same key, not even after a deletion. When the condition fails, {@link
 *       VersionConflictException} says so and nothing was written.
 *   <li>When a write returns, every later read sees it, and it survives a crash (as far as the
 *       store is durable at all).
 *   <li>A read of what is not there returns empty; it does not throw.
 *   <li>When anything else goes wrong, {@link StoreException} is thrown and nothing was written.
 *   <li>Watchers are told the key of every change after it can be read, changes made by others
 *       included as far as the store can know of them. They may be told once too often, in any
 *       order; they are called on the thread that changed the resource and must not block.
 * </ul>
 *
 * <p>Safe for use by several threads.
 */
public interface ResourceStore extends AutoCloseable {
  /**
   * Returns a resource with its version, or empty when there is none.
   *
   * @throws StoreException when it could not be read
   */
  Optional<Versioned<Resource>> read(ResourceKey key);

  /**
   * Returns the names of all resources of a type, in order, in all namespaces.
   *
   * @throws StoreException when they could not be read
   */
  List<ResourceName> list(ResourceType type);

  /**
   * Returns the names of the resources of a type in one namespace that begin with a prefix, in
   * order. Its cost grows with what it returns, not with what the store holds.
   *
   * @param namespace the namespace; empty for cluster-scoped types
   * @param prefix the beginning of the names; empty for all
   * @throws StoreException when they could not be read
   */
  List<ResourceName> list(ResourceType type, String namespace, String prefix);

  /**
   * Returns the types of which at least one resource is kept, in order.
   *
   * @throws StoreException when they could not be read
   */
  List<ResourceType> types();

  /**
   * Stores a resource that must not be there yet.
   *
   * @return the first version
   * @throws VersionConflictException when it is there already
   * @throws StoreException when it could not be written; nothing was
   */
  String create(Resource resource);

  /**
   * Replaces a resource.
   *
   * @param resource the new content
   * @param version the version that was read
   * @return the new version
   * @throws VersionConflictException when the version is another or the resource is gone
   * @throws StoreException when it could not be written; nothing was
   */
  String update(Resource resource, String version);

  /**
   * Deletes a resource.
   *
   * @param version the version that was read
   * @throws VersionConflictException when the version is another or the resource is gone
   * @throws StoreException when it could not be deleted; nothing was
   */
  void delete(ResourceKey key, String version);

  /**
   * Tells a watcher of changes until the registration is closed.
   *
   * @return the registration
   */
  Registration watch(Consumer<ResourceKey> watcher);

  /**
   * Returns what could not be read when the store was opened or since, each with its place and the
   * reason; empty when all is well. Such resources are set aside and do not stop the others.
   */
  List<String> problems();

  /** Frees what the store holds. Later calls throw {@link StoreException}. */
  @Override
  void close();

  /** Something that can be taken back. */
  interface Registration extends AutoCloseable {
    /** Takes it back; calling it again does nothing. */
    @Override
    void close();
  }
}
