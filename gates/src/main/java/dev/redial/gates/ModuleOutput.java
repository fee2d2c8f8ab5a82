package dev.redial.gates;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the compiler made of one Maven module: its classes and its module descriptor. */
public final class ModuleOutput {

  private final Path classes;
  private final ClassLoader loader;

  private ModuleOutput(Path classes, ClassLoader loader) {
    this.classes = classes;
    this.loader = loader;
  }

  /** The output that {@code type} belongs to; it must be a directory, not yet a jar. */
  public static ModuleOutput of(Class<?> type) {
    try {
      Path classes = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (!Files.isDirectory(classes)) {
        throw new IllegalArgumentException(
            type.getName() + " must come from target/classes, but was loaded from " + classes);
      }
      return new ModuleOutput(classes, type.getClassLoader());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("cannot tell where " + type + " was loaded from", e);
    }
  }

  /** The directory of the class files. */
  public Path classes() {
    return classes;
  }

  /** The directory of the Maven module, in which {@code target/classes} lies. */
  public Path baseDirectory() {
    return classes.resolve("../..").normalize();
  }

  /** What {@code module-info.java} says. */
  public ModuleDescriptor descriptor() {
    try (InputStream in = Files.newInputStream(classes.resolve("module-info.class"))) {
      return ModuleDescriptor.read(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The packages that are exported to everyone, by name. */
  public List<String> exportedPackages() {
    return descriptor().exports().stream()
        .filter(exports -> !exports.isQualified())
        .map(Exports::source)
        .sorted()
        .toList();
  }

  /** The types of an exported package that a user can name, by name. */
  public List<Class<?>> publicTypes(String packageName) {
    Path directory = classes.resolve(packageName.replace('.', '/'));
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".class") && !name.equals("package-info.class"))
          .map(name -> packageName + "." + name.substring(0, name.length() - ".class".length()))
          .sorted()
          .<Class<?>>map(this::load)
          .filter(ModuleOutput::isNameable)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Class<?> load(String name) {
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  static boolean isNameable(Class<?> type) {
    if (type.isSynthetic() || type.isAnonymousClass() || type.isLocalClass()) {
      return false;
    }
    Class<?> outer = type.getDeclaringClass();
    return isVisible(type.getModifiers()) && (outer == null || isNameable(outer));
  }

  static boolean isVisible(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }
}
