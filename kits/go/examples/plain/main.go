// A correct implementation in plain Go: the functions of one state, the operators, and formulas of an agent.
package main

import "softbellman"

func main() {
	all := softbellman.Operations{}
	for _, operations := range []softbellman.Operations{ofOneState, operators, agent} {
		for name, operation := range operations {
			all[name] = operation
		}
	}
	softbellman.Serve("plain Go", softbellman.Double, all)
}
