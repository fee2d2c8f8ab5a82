package dev.redial.test.script;

import java.util.Locale;

/** What is wrong with a TLS handshake. */
public enum TlsFlaw {
  /** The certificate is of an authority that the client does not know. */
  UNTRUSTED,
  /** The certificate has expired. */
  EXPIRED,
  /** The certificate is for another host. */
  HOST,
  /** The other side breaks the handshake off. */
  ABORTED;

  /** As a script writes it, in lower case. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
