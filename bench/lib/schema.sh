# shellcheck shell=bash
# From the start of a provider to its first schema over mutual TLS, by the library that Terraform
# itself starts providers with.

bench_schema() {
  compare schema-ms _schema_ours _schema_peers
  ! aws_find || compare schema-to-aws-ms _schema_ours _schema_aws
}

_schema_ours() { "$HOST" schema "$(provider_folder)/terraform-provider-ai_v$SLIPWAY_VERSION"; }

_schema_aws() { "$HOST" schema "$AWS"; }

_schema_peers() { "$HOST" schema "$PEER"; }
