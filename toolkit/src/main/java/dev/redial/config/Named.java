package dev.redial.config;

import dev.redial.text.NearestWord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The policies of a section by name.
 *
 * @param asked the names that a function was asked for; empty if all keys were known
 */
record Named<P>(Keys keys, Section<?, P> section, Map<String, P> all, Set<String> asked) {

  P get(String name) {
    P policy = all.get(name);
    if (policy == null) {
      throw new InvalidConfigurationException(List.of(missing(name)));
    }
    return policy;
  }

  private Problem missing(String name) {
    boolean wasAsked = asked.isEmpty() || asked.contains(name);
    String known = all.isEmpty() ? "none" : String.join(", ", all.keySet());
    return new Problem(
        keys.of(section, name),
        Optional.empty(),
        "there is no "
            + section.word()
            + " policy '"
            + name
            + "': "
            + (wasAsked
                ? "no key begins with " + keys.of(section, name, "")
                : "it was not among the names to read, which were " + String.join(", ", asked))
            + "; there are: "
            + known,
        NearestWord.among(all.keySet(), name).map(near -> keys.of(section, near)));
  }
}
