package dev.redial.test.script;

/** Chance that is the same on every machine: a function of a seed and a key. */
final class Chance {

  private Chance() {}

  /** From 0 to below 1, evenly spread over keys. */
  static double of(long seed, long key) {
    return (mixed(seed + mixed(key)) >>> 11) * 0x1.0p-53;
  }

  /** The finalizer of SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Generators). */
  private static long mixed(long bits) {
    long mixed = bits + 0x9e3779b97f4a7c15L;
    mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
