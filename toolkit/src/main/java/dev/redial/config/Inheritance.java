package dev.redial.config;

/** What becomes of an inherited setting where a policy says something itself. */
enum Inheritance {
  /** It gives way to the same setting. */
  REPLACED,
  /** All settings of this sort give way to any of them; a policy may have several. */
  REPLACED_TOGETHER,
  /** All settings of this sort give way to any of them; a policy has one. */
  REPLACED_BY_ONE,
  /** It stays, and more comes to it. */
  ADDED
}
