/** The JUnit extension: one annotation, and the test kit as parameters. */
package dev.redial.test.junit;
