package dev.perennial.testkit.kill;

import dev.perennial.core.FileStores;
import dev.perennial.model.Resource;
import dev.perennial.model.ResourceKey;
import dev.perennial.spi.ResourceStore;
import dev.perennial.spi.Versioned;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;

/**
 * The process that is killed: writes as fast as it can, and says before and after each write what
 * it is about to do and has done.
 */
final class Writer {
  static final int THREADS = 2;
  static final int KEYS = 4;
  static final String GONE = "-";

  private static final FileOutputStream OUT = new FileOutputStream(FileDescriptor.out);

  private final ResourceStore store;
  private final Content content;
  private final int thread;
  private final String life;
  private final Random random;

  private Writer(ResourceStore store, Content content, int thread, String life) {
    this.store = store;
    this.content = content;
    this.thread = thread;
    this.life = life;
    this.random = new Random((life + thread).hashCode());
  }

  /** Takes the folder of the store, that of the pairs, the name of this life, and its writes. */
  public static void main(String[] arguments) {
    ResourceStore store = FileStores.open(Path.of(arguments[0]));
    Content content = new Content(Path.of(arguments[1]));
    long writes = Long.parseLong(arguments[3]);
    for (int i = 0; i < THREADS; i++) {
      Writer writer = new Writer(store, content, i, arguments[2]);
      new Thread(() -> writer.run(writes)).start();
    }
  }

  private void run(long writes) {
    for (long i = 0; i < writes; i++) {
      String kind = random.nextInt(3) > 0 ? "s" : "c";
      write(kind + "/" + thread + "-" + random.nextInt(KEYS), life + "-" + thread + "-" + i);
    }
  }

  private void write(String name, String mark) {
    ResourceKey key = Content.key(name);
    Optional<Versioned<Resource>> there = store.read(key);
    if (there.isEmpty()) {
      Resource created = content.resource(key, mark);
      say("try", name, mark);
      store.create(created);
      say("did", name, mark);
    } else if (random.nextInt(4) == 0) {
      say("try", name, GONE);
      store.delete(key, there.get().version());
      say("did", name, GONE);
    } else {
      Resource updated = content.resource(key, mark);
      say("try", name, mark);
      store.update(updated, there.get().version());
      say("did", name, mark);
    }
  }

  /** One call of the system for a line: it is there as a whole or not at all. */
  private static void say(String what, String name, String mark) {
    try {
      OUT.write((what + " " + name + " " + mark + "\n").getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      Runtime.getRuntime().halt(1); // the parent is gone
    }
  }
}
