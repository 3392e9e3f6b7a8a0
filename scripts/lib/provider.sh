# shellcheck shell=bash
# The provider as Terraform installs it: one folder with a launcher, a Java runtime that has the
# provider in it, and an AOT cache, laid out as an unpacked filesystem mirror below dist/.

# A source without a host, slipway/ai, is for each program in its own registry. Terraform's comes
# first: what is built goes there, and the same under the other name.
PROVIDER_SOURCE=slipway/ai
PROVIDER_ADDRESS=registry.terraform.io/$PROVIDER_SOURCE
PROVIDER_OPENTOFU_ADDRESS=registry.opentofu.org/$PROVIDER_SOURCE
PROVIDER_MODULE=$CHECKOUT/provider-server

# provider_folder: prints the provider's folder inside the mirror.
provider_folder() {
  printf '%s/mirror/%s/%s/%s\n' "$DIST" "$PROVIDER_ADDRESS" "$SLIPWAY_VERSION" "$(provider_platform)"
}

# provider_platform: prints this machine as Terraform names it.
provider_platform() {
  local os machine
  os=$(uname -s | tr '[:upper:]' '[:lower:]')
  machine=$(uname -m)
  case $machine in
    x86_64) machine=amd64 ;;
    aarch64) machine=arm64 ;;
  esac
  printf '%s_%s\n' "$os" "$machine"
}

# provider_program: makes one module of the built provider and what it needs, and leaves its path in
# PROVIDER_PROGRAM. Our own jars are linked ahead: theirs use nothing that Java links late.
provider_program() {
  local jar=provider-server-$SLIPWAY_VERSION.jar folder=$PROVIDER_MODULE/target/program
  [ -r "$PROVIDER_MODULE/target/$jar" ] ||
    fail "The provider is not built: $PROVIDER_MODULE/target/$jar is missing." \
      "Run: mvn package -DskipTests"
  rm -rf "$folder"
  mkdir -p "$folder/lib"
  cp "$PROVIDER_MODULE/target/$jar" "$PROVIDER_MODULE"/target/lib/*.jar "$folder/lib/"
  "$JAVA_HOME/bin/java" "$CHECKOUT/scripts/lib/LinkAhead.java" "$folder/lib" \
    "$folder/lib/provider-sdk-$SLIPWAY_VERSION.jar" "$folder/lib/$jar"
  PROVIDER_PROGRAM=$folder/provider.jar
  "$JAVA_HOME/bin/java" "$CHECKOUT/scripts/lib/OneModule.java" "$folder/lib" \
    dev.slipway.ai dev.slipway.ai.Main "$(_provider_modules "$folder/lib" "$jar")" \
    "$PROVIDER_PROGRAM"
}

# _provider_modules LIBRARIES JAR: prints what the jars need of the JDK as jdeps sees it, without
# what they use only where it is there: JDBC types in Gson, JNDI in gRPC and Netty, flight recordings
# in Netty, annotations.
_provider_modules() {
  jdeps --list-deps --ignore-missing-deps --multi-release "$JDK_VERSION" \
    --class-path "$1/*" "$1/$2" |
    sed 's|/.*||; s|^ *||' | grep -vxE 'java\.(compiler|naming|sql)|jdk\.jfr' | sort -u | paste -sd, -
}

# provider_runtime FOLDER: links the smallest Java runtime that has the provider in it, and what it
# reaches by name only: elliptic-curve keys for the mutual TLS with Terraform.
provider_runtime() {
  rm -rf "$1/runtime"
  mkdir -p "$1"
  jlink --module-path "$PROVIDER_PROGRAM" --add-modules dev.slipway.ai,jdk.crypto.ec \
    --output "$1/runtime" --compress zip-6 --no-header-files --no-man-pages
}

# provider_launcher FOLDER: writes the program that Terraform starts.
provider_launcher() {
  local launcher=$1/terraform-provider-ai_v$SLIPWAY_VERSION
  cp "$CHECKOUT/scripts/provider-launcher.sh" "$launcher"
  chmod 755 "$launcher"
}

# provider_for_opentofu MIRROR: offers what MIRROR has for Terraform under OpenTofu's address too:
# real folders, which the programs ask for, and hard links to the files.
provider_for_opentofu() {
  local folder=$1/$PROVIDER_OPENTOFU_ADDRESS
  rm -rf "$folder"
  mkdir -p "${folder%/*}"
  cp -al "$1/$PROVIDER_ADDRESS" "$folder" 2>/dev/null || cp -a "$1/$PROVIDER_ADDRESS" "${folder%/*}"
}

# provider_terraform_rc: writes dist/terraform.rc, with which Terraform and OpenTofu take the
# provider from the mirror and everything else from where they always do.
provider_terraform_rc() {
  cat >"$DIST/terraform.rc" <<RC
# Made by the build; use it with TF_CLI_CONFIG_FILE=$DIST/terraform.rc
provider_installation {
  filesystem_mirror {
    path    = "$DIST/mirror"
    include = ["$PROVIDER_ADDRESS", "$PROVIDER_OPENTOFU_ADDRESS"]
  }
  direct {
    exclude = ["$PROVIDER_ADDRESS", "$PROVIDER_OPENTOFU_ADDRESS"]
  }
}
RC
}
