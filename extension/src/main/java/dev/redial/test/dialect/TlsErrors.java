package dev.redial.test.dialect;

import dev.redial.test.script.Fault;
import dev.redial.test.script.TlsFlaw;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** The errors by which the JDK's TLS shows what is wrong with a handshake. */
final class TlsErrors {

  private TlsErrors() {}

  static SSLException of(Fault.Tls fault, Injection call) {
    return switch (fault.flaw()) {
      case UNTRUSTED ->
          caused(
              call.message("PKIX path building failed: unable to find valid certification path"),
              new CertificateException("unable to find valid certification path"));
      case EXPIRED ->
          caused(
              call.message("PKIX path validation failed: validity check failed"),
              new CertificateExpiredException("NotAfter is in the past"));
      case HOST ->
          caused(
              call.message("No subject alternative names present"),
              new CertificateException("No subject alternative names present"));
      case ABORTED ->
          new SSLHandshakeException(call.message("Remote host terminated the handshake"));
    };
  }

  /** From a client that compares the host by itself, after the handshake. */
  static SSLException ofComparingClient(Fault.Tls fault, Injection call) {
    return fault.flaw() == TlsFlaw.HOST
        ? new SSLPeerUnverifiedException(call.message("Hostname unknown.invalid not verified"))
        : of(fault, call);
  }

  private static SSLException caused(String message, Exception cause) {
    SSLHandshakeException error = new SSLHandshakeException(message);
    error.initCause(cause);
    return error;
  }
}
