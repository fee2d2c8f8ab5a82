package dev.redial.gates;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** A few lines of source, compiled, for a rule to look at. */
final class Sample {

  private static final Pattern PACKAGE = Pattern.compile("package ([\\w.]+);");
  private static final Pattern TYPE =
      Pattern.compile("(?:class|interface|enum|record) (\\w+)|(module) ");

  private final Path classes;

  private Sample(Path classes) {
    this.classes = classes;
  }

  /** Compiles the sources, each one file, below {@code directory}. */
  static Sample compile(Path directory, String... sources) {
    try {
      List<String> arguments = new ArrayList<>();
      for (String source : sources) {
        Path file = directory.resolve("src").resolve(fileOf(source));
        Files.createDirectories(file.getParent());
        Files.writeString(file, source);
        arguments.add(file.toString());
      }
      Path classes = Files.createDirectories(directory.resolve("target/classes"));
      arguments.addAll(List.of("-d", classes.toString(), "-parameters", "--release", "17"));
      JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
      StringWriter output = new StringWriter();
      boolean compiled =
          compiler
              .getTask(output, null, null, options(arguments), null, units(compiler, arguments))
              .call();
      assertThat(compiled).as(output.toString()).isTrue();
      return new Sample(classes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> options(List<String> arguments) {
    return arguments.stream().filter(argument -> !argument.endsWith(".java")).toList();
  }

  private static Iterable<? extends javax.tools.JavaFileObject> units(
      JavaCompiler compiler, List<String> arguments) {
    return compiler
        .getStandardFileManager(null, null, null)
        .getJavaFileObjectsFromStrings(
            arguments.stream().filter(argument -> argument.endsWith(".java")).toList());
  }

  private static String fileOf(String source) {
    Matcher inPackage = PACKAGE.matcher(source);
    String directory = inPackage.find() ? inPackage.group(1).replace('.', '/') + "/" : "";
    Matcher type = TYPE.matcher(source);
    assertThat(type.find()).isTrue();
    return directory + (type.group(1) == null ? "module-info" : type.group(1)) + ".java";
  }

  JavaClasses imported() {
    return new ClassFileImporter().importPath(classes);
  }

  /** What {@code rule} finds wrong. */
  List<String> violationsOf(ArchRule rule) {
    return rule.allowEmptyShould(true).evaluate(imported()).getFailureReport().getDetails();
  }

  /** A class of the sample, with the module around it. */
  Class<?> load(String name) {
    try {
      URL[] path = {classes.toUri().toURL()};
      return Class.forName(name, false, new URLClassLoader(path, getClass().getClassLoader()));
    } catch (MalformedURLException | ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
