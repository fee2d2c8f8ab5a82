/** The checks that Redial's modules run on themselves, as part of their tests. */
@org.jspecify.annotations.NullMarked
package dev.redial.gates;
