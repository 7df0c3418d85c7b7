package dev.perennial.core.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A disk on which the n-th step goes wrong. */
final class FaultyDisk implements Disk {
  /** How it goes wrong. */
  enum Fault {
    /** The step fails; what comes after works. */
    FAIL,
    /** The step and all that change anything after it fail. */
    FAIL_FROM_THERE,
    /** A write leaves half of the content and fails; another step just fails. */
    SHORT,
    /** Nothing happens any more, at the step and after. */
    CRASH,
    /** As {@link #CRASH}, after half of what a write writes. */
    SHORT_CRASH
  }

  /** The process is no more. */
  static final class Crashed extends Error {
    private static final long serialVersionUID = 1L;
  }

  private final Disk disk;
  private final Fault fault;
  private final int at;
  private int steps;
  private boolean healed;

  FaultyDisk(Disk disk, Fault fault, int at) {
    this.disk = disk;
    this.fault = fault;
    this.at = at;
  }

  /** Whether the fault has come. */
  boolean met() {
    return steps > at;
  }

  void heal() {
    healed = true;
  }

  private void step(String what) throws IOException {
    int step = steps++;
    if (healed || step < at) {
      return;
    }
    switch (fault) {
      case CRASH, SHORT_CRASH -> throw new Crashed();
      case FAIL_FROM_THERE -> throw new IOException("injected at every step: " + what);
      case FAIL, SHORT -> {
        if (step == at) {
          throw new IOException("injected: " + what);
        }
      }
    }
  }

  @Override
  public void createDirectory(Path directory) throws IOException {
    step("folder " + directory);
    disk.createDirectory(directory);
  }

  @Override
  public void write(Path file, byte[] content) throws IOException {
    boolean isShort = fault == Fault.SHORT || fault == Fault.SHORT_CRASH;
    if (!healed && steps == at && isShort) {
      disk.write(file, Arrays.copyOf(content, content.length / 2));
    }
    step("write " + file);
    disk.write(file, content);
  }

  @Override
  public void link(Path link, String target) throws IOException {
    step("link " + link);
    disk.link(link, target);
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    step("move " + from + " to " + to);
    disk.move(from, to);
  }

  @Override
  public void delete(Path path) throws IOException {
    step("delete " + path);
    disk.delete(path);
  }

  @Override
  public void sync(Path directory) throws IOException {
    step("sync " + directory);
    disk.sync(directory);
  }

  @Override
  public byte[] read(Path file) throws IOException {
    step("read " + file);
    return disk.read(file);
  }

  @Override
  public String readLink(Path link) throws IOException {
    step("read link " + link);
    return disk.readLink(link);
  }

  @Override
  public List<String> list(Path directory) throws IOException {
    step("list " + directory);
    return disk.list(directory);
  }
}
