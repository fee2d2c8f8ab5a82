/** What texts of Redial share when they cannot be read; exported to its test kit only. */
package dev.redial.text;
