/** A pipeline that reads receipts with the help of two services, and the day they failed. */
@org.jspecify.annotations.NullMarked
package dev.redial.examples.receipts;
