package dev.redial.gates;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReachableTypesTest {

  private static final String HIDDEN = "package acme.hidden; public class Stock {}";

  @TempDir private Path directory;

  @Test
  void findsNothingWhereAllIsExported() {
    assertComplaints(
        "requires transitive java.sql;",
        "public java.util.List<? extends Shop> a; public java.sql.Connection b() { return null; }");
  }

  @Test
  void findsTypesOfPackagesThatAreNotExported() {
    assertComplaints(
        "",
        "public void fill(java.util.List<? super acme.hidden.Stock[]> with) {}",
        "acme.Shop names acme.hidden.Stock, which module acme does not export.");
  }

  @Test
  void findsBoundsAndExceptionsToo() {
    assertComplaints(
        "",
        "protected <T extends acme.hidden.Stock> void of(T stock) {}",
        "acme.Shop names acme.hidden.Stock, which module acme does not export.");
  }

  @Test
  void findsTypesThatAreNotPublic() {
    assertComplaints(
        "",
        "static class Own {} public Own own() { return null; }",
        "acme.Shop names acme.Shop$Own, which is not public.");
  }

  @Test
  void findsModulesThatAreNotHandedOn() {
    assertComplaints(
        "requires java.sql;",
        "public java.sql.Connection connection() { return null; }",
        "acme.Shop names java.sql.Connection, which needs \"requires transitive java.sql\".");
  }

  @Test
  void allowsOptionalModules() {
    assertComplaints(
        "requires static java.sql;", "public java.sql.Connection connection() { return null; }");
  }

  @Test
  void leavesPrivateMembersAlone() {
    assertComplaints("", "private acme.hidden.Stock stock; void fill(acme.hidden.Stock s) {}");
  }

  private void assertComplaints(String requires, String members, String... complaints) {
    Sample sample =
        Sample.compile(
            directory,
            "module acme { exports acme; " + requires + " }",
            HIDDEN,
            "package acme; public class Shop { " + members + " }");

    assertThat(ReachableTypes.complaints(ModuleOutput.of(sample.load("acme.Shop"))))
        .containsExactly(complaints);
  }
}
