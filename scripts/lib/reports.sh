# shellcheck shell=bash
# Test figures, counted from the reports that Surefire and Failsafe leave.

# reports_clear: removes the reports of earlier runs, so that only this run is counted.
reports_clear() {
  find "$CHECKOUT" -path '*/target/surefire-reports' -prune -exec rm -rf {} + -o \
    -path '*/target/failsafe-reports' -prune -exec rm -rf {} +
}

# reports_count: prints "PASSED FAILED SKIPPED".
reports_count() {
  find "$CHECKOUT" -path '*/target/*-reports/TEST-*.xml' -exec sed -n '/<testsuite /{p;q}' {} \; |
    awk '
      function figure(name) {
        return match($0, " " name "=\"[0-9]+\"") ? substr($0, RSTART + length(name) + 3) + 0 : 0
      }
      { all += figure("tests"); failed += figure("failures") + figure("errors"); skipped += figure("skipped") }
      END { print all - failed - skipped, failed + 0, skipped + 0 }'
}

# reports_failures: prints the name of each failed test.
reports_failures() {
  find "$CHECKOUT" -path '*/target/*-reports/TEST-*.xml' -exec awk '
    /<testcase / {
      name = $0; sub(/.* name="/, "", name); sub(/".*/, "", name)
      class = $0; sub(/.* classname="/, "", class); sub(/".*/, "", class)
    }
    /<(failure|error)[ >]/ { print class ": " name }' {} +
}
