/** Scripts: which failure each call gets, as data. */
package dev.redial.test.script;
