package dev.redial.users;

import java.io.IOException;

/** What code under test uses. */
interface Gateway {

  Gateway LIVE = order -> "charged " + order;

  String charge(String order) throws IOException;
}
