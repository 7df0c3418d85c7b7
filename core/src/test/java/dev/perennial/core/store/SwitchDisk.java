package dev.perennial.core.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** A disk that can be exchanged while a store is open. */
final class SwitchDisk {
  private final Disk proxy;
  private volatile Disk current;

  SwitchDisk(Disk disk) {
    this.current = disk;
    this.proxy =
        (Disk)
            Proxy.newProxyInstance(
                Disk.class.getClassLoader(),
                new Class<?>[] {Disk.class},
                (self, method, arguments) -> {
                  try {
                    return method.invoke(current, arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
  }

  Disk disk() {
    return proxy;
  }

  void to(Disk disk) {
    current = disk;
  }
}
