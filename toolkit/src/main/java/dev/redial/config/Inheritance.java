package dev.redial.config;

/**
 * What becomes of an inherited setting where a policy says something itself. Of either sort that is
 * replaced by others a section has one group.
 */
enum Inheritance {
  /** It gives way to the same setting. */
  REPLACED,
  /** All settings of the group give way to any of them; a policy may have several. */
  REPLACED_TOGETHER,
  /** All settings of the group give way to any of them; a policy has one. */
  REPLACED_BY_ONE,
  /** It stays, and more comes to it. */
  ADDED
}
