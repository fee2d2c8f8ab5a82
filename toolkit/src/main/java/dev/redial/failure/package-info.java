/**
 * What an error or a result means: its kind, its status and how long the other side asks to wait.
 */
package dev.redial.failure;
