/** What people read of a timeline. */
package dev.redial.test.report;
