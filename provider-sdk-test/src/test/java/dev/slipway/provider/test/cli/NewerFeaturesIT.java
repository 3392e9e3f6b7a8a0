package dev.slipway.provider.test.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What newer programs can: values that nobody stores, and objects known by an identity. */
@EachProgram
class NewerFeaturesIT {
  private static final String ACCOUNT =
      """
      ephemeral "vault_password" "new" {}

      resource "vault_account" "anna" {
        user        = "anna"
        password_wo = ephemeral.vault_password.new.value
      }
      """;

  private final Program program;
  private final VaultProvider vault = new VaultProvider();
  private Cli cli;

  NewerFeaturesIT(Program program) {
    this.program = program;
  }

  @BeforeEach
  void attach(@TempDir Path folder) {
    cli = new Cli(program, folder, Providers.attached(vault));
  }

  @AfterEach
  void close() {
    cli.close();
  }

  @Test
  void aPasswordReachesTheAuthorAndNoFile() {
    assertThat(cli.apply(ACCOUNT)).succeeds().says("1 added").doesNotSay("hush");

    assertThat(vault.passwords).containsEntry("anna", "hush");
    assertThat(vault.open).as("passwords still open").hasValue(0);
    assertThat(cli.storedState()).contains("anna").doesNotContain("hush");
    assertThat(cli.state("vault_account.anna")).has("id", "account/anna").lacks("password_wo");
    assertThat(cli.plan()).doesNothing().doesNotSay("hush");
  }

  @Test
  void anAccountIsImportedByItsIdentity() {
    assumeTrue(program.isAtLeast("1.12"), () -> program + " imports by id alone");
    vault.passwords.put("anna", "old");
    cli.configuration(
        ACCOUNT
            + """
            import {
              to       = vault_account.anna
              identity = { id = "account/anna" }
            }
            """);

    assertThat(cli.plan()).imports("vault_account.anna").changing().andNothingElse();
    assertThat(cli.apply()).succeeds().says("1 imported, 0 added, 0 changed");
    assertThat(cli.plan()).doesNothing();
  }
}
