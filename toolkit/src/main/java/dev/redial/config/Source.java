package dev.redial.config;

import java.util.Collection;
import java.util.List;

/** Where the lines of a section come from. */
interface Source {

  /** The policies to read. */
  Collection<String> names();

  /** What is said of a policy, in the order of the keys; empty if it is not known. */
  List<Line> lines(String name);
}
