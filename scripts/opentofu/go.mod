// What scripts/lib/opentofu.sh builds. OpenTofu's module replaces one of its dependencies, so
// `go install` refuses it; the replacement is repeated here, and every other version is the one
// that OpenTofu itself requires. No go.sum is kept: it would be 800 lines which Go's checksum
// database vouches for anyway.
module slipway/opentofu

go 1.26.6

require github.com/opentofu/opentofu v1.12.6

replace github.com/hashicorp/hcl/v2 v2.20.1 => github.com/opentofu/hcl/v2 v2.20.2-0.20251021132045-587d123c2828

tool github.com/opentofu/opentofu/cmd/tofu
