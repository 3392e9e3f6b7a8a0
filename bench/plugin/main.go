// Command plugin plays the two sides of Terraform's plugin protocol for the benchmarks, with the
// library that Terraform itself uses, and without knowing any message: what it passes on, it passes
// on as it came.
//
//	plugin schema PROGRAM     prints the milliseconds from a provider's start to its first schema
//	plugin                    is a provider, see replay.go
package main

import (
	"fmt"
	"os"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "plugin:", err)
		os.Exit(1)
	}
}

func run(arguments []string) error {
	switch {
	case len(arguments) == 0:
		return serve()
	case len(arguments) == 2 && arguments[0] == "schema":
		return timeSchema(arguments[1])
	default:
		return fmt.Errorf("use: plugin schema PROGRAM")
	}
}
