/**
 * What calls do, told to those who watch over them: logs, meters, traces, flight recordings. Each
 * binding needs its own library, and nobody needs those that are not used.
 */
package dev.redial.observe;
