/** How one thread is interrupted for one piece of work, and never for the next. Not exported. */
package dev.redial.interrupt;
