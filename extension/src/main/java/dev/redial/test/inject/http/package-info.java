/** The HTTP seam: a server on the loopback interface whose requests meet scripted faults. */
package dev.redial.test.inject.http;
