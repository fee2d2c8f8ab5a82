/** Faults in a wrapped object: the seam that needs no agent, no server and no framework. */
package dev.redial.test.inject.proxy;
