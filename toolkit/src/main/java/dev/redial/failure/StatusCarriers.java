package dev.redial.failure;

import java.net.http.HttpResponse;

/**
 * Which classes have a status to read. The answer is kept with each class: a check against an
 * interface costs more than a whole guarded call where the compiler does not know what it looks at,
 * and the standard classifier makes two for every result.
 *
 * <p>It is kept as a {@link Boolean}, which holds no class loader: anything of our own, kept with a
 * class of the JDK, would never be unloaded.
 */
final class StatusCarriers extends ClassValue<Boolean> {

  @Override
  protected Boolean computeValue(Class<?> type) {
    return HasStatus.class.isAssignableFrom(type) || HttpResponse.class.isAssignableFrom(type);
  }

  /** Whether this has a status. */
  boolean include(Object resultOrError) {
    return get(resultOrError.getClass());
  }
}
