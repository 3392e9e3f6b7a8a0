# shellcheck shell=bash
# From the start of a provider to its handshake line, started as Terraform starts it: with the
# magic cookie, both protocol versions on offer and a client certificate.

bench_handshake() {
  _handshake_certificate
  compare handshake-ms _handshake_ours _handshake_peers
  ! aws_find || compare handshake-to-aws-ms _handshake_ours _handshake_aws
}

_handshake_ours() { _handshake_of "$(provider_folder)/terraform-provider-ai_v$SLIPWAY_VERSION"; }

_handshake_aws() { _handshake_of "$AWS"; }

_handshake_peers() { _handshake_of "$PEER"; }

_handshake_of() {
  local from to line provider
  from=$EPOCHREALTIME
  exec {lines}< <(
    TF_PLUGIN_MAGIC_COOKIE=d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2 \
      PLUGIN_PROTOCOL_VERSIONS=5,6 PLUGIN_MIN_PORT=10000 PLUGIN_MAX_PORT=25000 \
      PLUGIN_CLIENT_CERT=$HANDSHAKE_CERTIFICATE exec "$1" 2>/dev/null
  )
  provider=$!
  read -r line <&"$lines" || fail "$1 printed no handshake."
  to=$EPOCHREALTIME
  kill -9 "$provider"
  wait "$provider" 2>/dev/null || true
  exec {lines}<&-
  [[ $line == 1\|* ]] || fail "$1 printed no handshake but: $line"
  awk -v from="$from" -v to="$to" 'BEGIN { printf "%.1f\n", (to - from) * 1000 }'
}

# Like go-plugin's: self-signed, P-521.
_handshake_certificate() {
  local folder
  folder=$(mktemp -d)
  keytool -genkeypair -keystore "$folder/keys" -storepass changeit -alias client -keyalg EC \
    -groupname secp521r1 -dname "CN=localhost, O=HashiCorp" -validity 1 >/dev/null 2>&1
  HANDSHAKE_CERTIFICATE=$(keytool -exportcert -rfc -keystore "$folder/keys" -storepass changeit \
    -alias client 2>/dev/null)
  rm -rf "$folder"
}
