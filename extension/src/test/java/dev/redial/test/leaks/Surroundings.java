package dev.redial.test.leaks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is around tests in this JVM and might be left by them.
 *
 * @param sockets the addresses of this process's sockets, where the system tells of them
 * @param files what is in the directories for temporary files and of the module
 */
record Surroundings(
    Set<Thread> threads, Set<String> sockets, TreeMap<String, String> properties, Set<Path> files) {

  /** Threads that serve the JVM, real time, clients or JUnit, and stay, whoever asked. */
  private static final Predicate<String> OF_THE_JVM =
      Pattern.compile(
              "redial-scheduler|OkHttp TaskRunner|Okio Watchdog|process reaper.*|Common-Cleaner|Signal Dispatcher|Attach Listener|surefire.*|JFR .*"
                  + "|CompletableFutureDelayScheduler|ForkJoinPool\\.commonPool-.*"
                  + "|ForkJoinPool-\\d+-delayScheduler|VirtualThread-.*|.*-Poller|MasterPoller"
                  + "|Keep-Alive-Timer|HttpClient-\\d+-.*|junit-jupiter-timeout-watcher")
          .asMatchPredicate();

  static Surroundings now() {
    return new Surroundings(liveThreads(), openSockets(), systemProperties(), temporaryFiles());
  }

  /** What is there that was not. Threads and sockets that are about to go are waited for. */
  List<String> leftBehind(Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    List<String> left = threadsAndSockets();
    while (!left.isEmpty() && System.nanoTime() < deadline) {
      awaitSomeThread();
      left = threadsAndSockets();
    }
    left.addAll(changedProperties());
    added(temporaryFiles(), files).stream().map(file -> "file " + file).forEach(left::add);
    return left;
  }

  private List<String> threadsAndSockets() {
    List<String> left = new ArrayList<>();
    for (Thread thread : newThreads()) {
      StackTraceElement[] stack = thread.getStackTrace();
      left.add(
          "thread '" + thread.getName() + "' at " + (stack.length == 0 ? "its end" : stack[0]));
    }
    added(openSockets(), sockets).forEach(socket -> left.add("socket " + socket));
    return left;
  }

  /** Real time passes here, and no more than needed: it ends when one of the threads does. */
  private void awaitSomeThread() {
    try {
      Thread ending = newThreads().stream().findFirst().orElseGet(Thread::currentThread);
      ending.join(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private List<Thread> newThreads() {
    return added(liveThreads(), threads).stream()
        .filter(thread -> !OF_THE_JVM.test(thread.getName()) && !carriesVirtualThreads(thread))
        .toList();
  }

  private static boolean carriesVirtualThreads(Thread thread) {
    return thread.getClass().getSimpleName().equals("CarrierThread");
  }

  private List<String> changedProperties() {
    TreeMap<String, String> now = systemProperties();
    Set<String> names = new TreeSet<>(now.keySet());
    names.addAll(properties.keySet());
    return names.stream()
        .filter(name -> !Objects.equals(now.get(name), properties.get(name)))
        .map(
            name ->
                "system property "
                    + name
                    + " = "
                    + now.get(name)
                    + ", before: "
                    + properties.get(name))
        .toList();
  }

  private static Set<Thread> liveThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(Thread::isAlive)
        .collect(Collectors.toSet());
  }

  private static TreeMap<String, String> systemProperties() {
    TreeMap<String, String> all = new TreeMap<>();
    Properties now = System.getProperties();
    now.stringPropertyNames().forEach(name -> all.put(name, now.getProperty(name)));
    // The JDK sets it when somebody first asks for the time zone.
    all.remove("user.timezone");
    return all;
  }

  /** Those of TCP; the JDK keeps some of other kinds for itself. */
  private static Set<String> openSockets() {
    Path descriptors = Path.of("/proc/self/fd");
    if (!Files.isDirectory(descriptors)) {
      return Set.of();
    }
    Set<String> ours = list(descriptors).map(Surroundings::target).collect(Collectors.toSet());
    return Stream.of("/proc/self/net/tcp", "/proc/self/net/tcp6")
        .map(Path::of)
        .filter(Files::isReadable)
        .flatMap(Surroundings::lines)
        .map(line -> line.strip().split("\\s+", -1))
        .filter(columns -> columns.length > 9 && ours.contains("socket:[" + columns[9] + "]"))
        .map(columns -> "from " + columns[1] + " to " + columns[2])
        .collect(Collectors.toSet());
  }

  private static Stream<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException closedMeanwhile) {
      return "";
    }
  }

  private static Set<Path> temporaryFiles() {
    return Stream.of(Path.of(System.getProperty("java.io.tmpdir")), Path.of(""))
        .map(Path::toAbsolutePath)
        .distinct()
        .flatMap(Surroundings::list)
        .filter(file -> !file.getFileName().toString().startsWith("surefire"))
        .collect(Collectors.toSet());
  }

  private static Stream<Path> list(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <T> Set<T> added(Set<T> now, Set<T> before) {
    return now.stream().filter(one -> !before.contains(one)).collect(Collectors.toSet());
  }
}
