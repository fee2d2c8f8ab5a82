/** What the guards of calls share inside; no part of the API, and not exported. */
package dev.redial.guard;
